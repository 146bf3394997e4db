import { ChevronLeft } from 'lucide-react'
import { AppLink } from './app-link.tsx'

/** Above the title of a page: where it belongs to. */
export function BackLink({ href, children }: { href: string; children: string }) {
  return (
    <AppLink
      href={href}
      className="touchable -ml-1 inline-flex items-center gap-1 text-caption text-muted hover:text-ink"
    >
      <ChevronLeft aria-hidden className="size-4" />
      {children}
    </AppLink>
  )
}
