'use client'
import { Braces, History, type LucideIcon, ScrollText, SquarePlay } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useLanguage } from '../../i18n/provider.tsx'
import { AppLink } from '../app-link.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { LogOut } from './log-out.tsx'
import { Logo } from './logo.tsx'
import { Shortcuts } from './shortcuts.tsx'
import type { Theme } from './theme.ts'
import { ThemeSwitch } from './theme-switch.tsx'

/** `name`: under which the reader is logged in, where they are. */
export function Header({ theme, name }: { theme: Theme; name: string | null }) {
  const { t } = useLanguage()
  return (
    <header className="border-line border-b bg-surface">
      <a
        href="#content"
        className="sr-only z-40 rounded-control bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('nav.skip')}
      </a>
      <div className="mx-auto flex h-14 max-w-page items-center gap-2 px-gutter sm:gap-6">
        <AppLink
          href="/"
          className="touchable flex items-center gap-2.5 rounded-control font-semibold text-heading"
        >
          <Logo />
          {t('app.name')}
        </AppLink>
        <nav
          aria-label={t('nav.label')}
          className="fixed inset-x-0 bottom-0 z-10 flex h-tabs border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] sm:static sm:h-full sm:flex-1 sm:border-0 sm:pb-0"
        >
          <NavLink href="/" Icon={SquarePlay} words={t('nav.tasks')} />
          <NavLink href="/runs" Icon={History} words={t('nav.runs')} />
          <NavLink href="/docs" Icon={Braces} words={t('nav.docs')} />
          <NavLink href="/audit" Icon={ScrollText} words={t('nav.audit')} />
        </nav>
        <div className="-mr-2 ml-auto flex">
          <Shortcuts />
          <LanguageSwitch />
          <ThemeSwitch chosen={theme} />
          {name !== null && <LogOut name={name} />}
        </div>
      </div>
    </header>
  )
}

type NavLinkProps = { href: string; Icon: LucideIcon; words: string }

/** A tab at the foot of a phone, a word in the header elsewhere. */
function NavLink({ href, Icon, words }: NavLinkProps) {
  const here = usePathname()
  const isHere = href === '/' ? here === '/' || here.startsWith('/tasks') : here.startsWith(href)
  return (
    <AppLink
      href={href}
      aria-current={isHere ? 'page' : undefined}
      className="flex h-full flex-1 flex-col items-center justify-center gap-0.5 whitespace-nowrap border-transparent border-y-2 px-2 text-caption text-muted transition-colors hover:text-ink aria-[current=page]:font-medium aria-[current=page]:text-ink sm:flex-none sm:text-body sm:aria-[current=page]:border-b-accent"
    >
      <Icon aria-hidden className="size-5 sm:hidden" />
      {words}
    </AppLink>
  )
}
