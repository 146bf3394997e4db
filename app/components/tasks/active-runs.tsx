import type { Run, Task } from '../../../lib/resources.ts'
import { shownStatus } from '../../../lib/run.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { buttonLook } from '../button-look.ts'
import { CancelButton } from '../cancel-button.tsx'
import { ProgressLine } from '../progress-line.tsx'
import { RunLink } from '../run-link.tsx'
import { StatusBadge } from '../status-badge.tsx'
import { WaitingReason } from '../waiting-reason.tsx'

const shown = 3

/** What the task is doing now. The first run's status stands beside the task's title already. */
export function ActiveRuns({ task, titleId }: { task: Task; titleId: string }) {
  const { t } = useLanguage()
  const more = task.activeCount - Math.min(shown, task.active.length)
  return (
    <div className="space-y-3">
      <ul className="space-y-3">
        {task.active.slice(0, shown).map((run, at) => (
          <li key={run.id}>
            <ActiveRun run={run} task={task} titleId={titleId} withBadge={at > 0} />
          </li>
        ))}
      </ul>
      {more > 0 && <p className="text-caption text-muted">{t('task.more', { n: more })}</p>}
    </div>
  )
}

type ActiveRunProps = { run: Run; task: Task; titleId: string; withBadge: boolean }

function ActiveRun({ run, task, titleId, withBadge }: ActiveRunProps) {
  const { t } = useLanguage()
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {withBadge && (
        <RunLink id={run.id} className="touchable -my-1 inline-flex items-center rounded-full py-1">
          <StatusBadge status={shownStatus(run)} />
        </RunLink>
      )}
      <div className="min-w-0 flex-1 basis-56">
        {run.by && (
          <p className="foreign mb-1 text-caption text-muted">
            <bdi>{t('run.by', { name: run.by })}</bdi>
          </p>
        )}
        {run.status === 'running' ? (
          <ProgressLine run={run} usual={task.usual} title={task.title} />
        ) : (
          <p className="text-caption text-muted">
            <WaitingReason run={run} />
          </p>
        )}
      </div>
      <div className="flex gap-2">
        <RunLink id={run.id} className={buttonLook({ look: 'quiet' })} aria-describedby={titleId}>
          {t('run.open')}
        </RunLink>
        <CancelButton run={run} about={titleId} />
      </div>
    </div>
  )
}
