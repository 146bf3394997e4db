import { memo } from 'react'
import type { Run } from '../../../lib/resources.ts'
import { shownStatus } from '../../../lib/run.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { AppLink } from '../app-link.tsx'
import { buttonLook } from '../button-look.ts'
import { Card } from '../card.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { RunLink } from '../run-link.tsx'
import { Skeleton } from '../skeleton.tsx'
import { StatusBadge } from '../status-badge.tsx'

const shown = 20

type HistoryCardProps = { task: string; runs: Run[] | undefined }

/** The last runs of a task, a line each. */
export const HistoryCard = memo(function HistoryCard({ task, runs }: HistoryCardProps) {
  const { t } = useLanguage()
  const all = (
    <AppLink
      href={`/runs?task=${encodeURIComponent(task)}`}
      className={`${buttonLook({ look: 'quiet', size: 'small' })} -mr-2`}
    >
      {t('history.all')}
    </AppLink>
  )
  return (
    <Card title={t('history.title')} aside={runs && runs.length > 0 && all}>
      {!runs && <Skeleton className="h-48" />}
      {runs?.length === 0 && <p className="text-muted">{t('history.empty')}</p>}
      {runs && runs.length > 0 && (
        <ul className="-mx-2 divide-y divide-line">
          {runs.slice(0, shown).map((run) => (
            <li key={run.id}>
              <HistoryRow run={run} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
})

function HistoryRow({ run }: { run: Run }) {
  const { t, format } = useLanguage()
  const { startedAt, finishedAt, error } = run
  const ms = startedAt && finishedAt ? Date.parse(finishedAt) - Date.parse(startedAt) : null
  return (
    <RunLink id={run.id} className="block rounded-control px-2 py-2 transition-colors hover:bg-sunken">
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-caption text-muted">
        <span className="sm:w-40">
          <StatusBadge status={shownStatus(run)} />
        </span>
        <span className="numbers sm:w-20">
          <RelativeTime at={run.createdAt} />
        </span>
        <bdi
          className={`order-3 min-w-0 basis-full truncate sm:order-2 sm:block sm:basis-auto ${run.by ? '' : 'hidden'}`}
        >
          {run.by ? t('run.by', { name: run.by }) : t(`trigger.${run.trigger}`)}
        </bdi>
        {ms !== null && (
          <span className="numbers order-2 ml-auto text-ink sm:order-3">{format.duration(ms)}</span>
        )}
      </span>
      {error && (
        <span className="foreign mt-1 block truncate text-bad text-caption">
          {error.message.trim().split('\n', 1)[0]}
        </span>
      )}
    </RunLink>
  )
}
