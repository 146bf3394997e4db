import { Clock } from 'lucide-react'
import { createPortal } from 'react-dom'
import { useExactTimes } from '../../hooks/use-exact-times.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'
import type { Row } from './shown-rows.ts'

/** The title, and a sentence below it, to which `setLead` leads; until the list has one it is a plain one. */
export function RunsHeader({ setLead }: { setLead: (lead: HTMLElement | null) => void }) {
  const { t } = useLanguage()
  return (
    <header>
      <div className="flex items-center justify-between gap-3">
        <h1 className="font-semibold text-title">{t('list.title')}</h1>
        <ExactTimes />
      </div>
      <p ref={setLead} className="numbers mt-1 min-h-12 text-muted sm:min-h-6">
        <span className="hidden only:inline">{t('list.lead')}</span>
      </p>
    </header>
  )
}

function ExactTimes() {
  const { t } = useLanguage()
  const [exact, choose] = useExactTimes()
  return (
    <Button
      look="quiet"
      size="small"
      aria-pressed={exact}
      onClick={() => choose(!exact)}
      className="-my-1.5 shrink-0"
    >
      <Clock aria-hidden className="size-4" />
      {t('list.exact')}
    </Button>
  )
}

/** What people look for at a glance; the rest went well or was asked for. */
const counted = ['running', 'queued', 'failed', 'timed_out', 'interrupted'] as const

/** How the runs of this page are doing, in one sentence up there. */
export function Counted({ rows, lead }: { rows: readonly Row[]; lead: HTMLElement | null }) {
  const { t, language } = useLanguage()
  if (!lead || rows.length === 0) return null
  const runs = rows.filter(({ gone }) => !gone).map(({ run }) => run)
  const counts = counted
    .map((status) => ({ status, n: runs.filter((run) => run.status === status).length }))
    .filter(({ n }) => n > 0)
    .slice(0, 3)
    .map(({ status, n }) => t('list.count', { n, status: t(`status.${status}`).toLocaleLowerCase() }))
  const listed = new Intl.ListFormat(language, { type: 'conjunction' }).format(counts)
  const n = runs.length
  const words = counts.length > 0 ? t('list.counted', { n, counts: listed }) : t('list.plain', { n })
  return createPortal(<span>{words}</span>, lead)
}
