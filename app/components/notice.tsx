import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { type Tone, tones } from './tone.ts'

type NoticeProps = {
  tone: Tone
  Icon: LucideIcon
  title: string
  /** `h1` where it stands for the whole page. */
  Heading?: 'h1' | 'h2'
  actions?: ReactNode
  children?: ReactNode
}

/** A block that says what is the matter, and what to do. */
export function Notice({ tone, Icon, title, Heading = 'h2', actions, children }: NoticeProps) {
  return (
    <section aria-label={title} className={`flex gap-3 rounded-card p-card ${tones[tone].soft}`}>
      <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${tones[tone].text}`} />
      <div className="min-w-0 flex-1 space-y-2">
        <Heading className={`font-semibold text-heading ${tones[tone].text}`}>{title}</Heading>
        {children}
        {actions && <div className="flex flex-wrap gap-2 pt-1">{actions}</div>}
      </div>
    </section>
  )
}
