import { createPortal } from 'react-dom'
import { type Status, statuses } from '../../../lib/run.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import type { Row } from './shown-rows.ts'

/** The title, and a sentence below it, to which `setLead` leads; until the list has one it is a plain one. */
export function RunsHeader({ setLead }: { setLead: (lead: HTMLElement | null) => void }) {
  const { t } = useLanguage()
  return (
    <header>
      <h1 className="font-semibold text-title">{t('list.title')}</h1>
      <p ref={setLead} className="numbers mt-1 text-muted">
        <span className="hidden only:inline">{t('list.lead')}</span>
      </p>
    </header>
  )
}

/** How the runs of this page are doing, in one sentence up there. */
export function Counted({ rows, lead }: { rows: readonly Row[]; lead: HTMLElement | null }) {
  const { t, language } = useLanguage()
  if (!lead || rows.length === 0) return null
  const count = (status: Status) => rows.filter(({ run }) => run.status === status).length
  const counts = statuses
    .filter((status) => count(status) > 0)
    .map((status) => t('list.count', { n: count(status), status: t(`status.${status}`).toLocaleLowerCase() }))
  const listed = new Intl.ListFormat(language, { type: 'conjunction' }).format(counts)
  return createPortal(<span>{t('list.counted', { n: rows.length, counts: listed })}</span>, lead)
}
