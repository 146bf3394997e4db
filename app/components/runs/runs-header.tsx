import type { RunList } from '../../../lib/resources.ts'
import { type Status, statuses } from '../../../lib/run.ts'
import { useLanguage } from '../../i18n/provider.tsx'

/** The title, and how the runs of this page are doing, in one sentence. */
export function RunsHeader({ list }: { list: RunList | undefined }) {
  const { t } = useLanguage()
  return (
    <header>
      <h1 className="font-semibold text-title">{t('list.title')}</h1>
      <p className="numbers mt-1 text-muted">
        {list && list.data.length > 0 ? <Counted runs={list.data} /> : t('list.lead')}
      </p>
    </header>
  )
}

function Counted({ runs }: { runs: RunList['data'] }) {
  const { t, language } = useLanguage()
  const count = (status: Status) => runs.filter((run) => run.status === status).length
  const counts = statuses
    .filter((status) => count(status) > 0)
    .map((status) => t('list.count', { n: count(status), status: t(`status.${status}`).toLocaleLowerCase() }))
  const listed = new Intl.ListFormat(language, { type: 'unit', style: 'short' }).format(counts)
  return t('list.counted', { n: runs.length, counts: listed })
}
