import { useRef } from 'react'
import type { RunDetail, Task } from '../../../lib/resources.ts'
import { isFinal, shownStatus } from '../../../lib/run.ts'
import { useFocusHeir } from '../../hooks/use-focus-heir.ts'
import { useKeys } from '../../hooks/use-keys.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { BackLink } from '../back-link.tsx'
import { CancelButton } from '../cancel-button.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { RunLink } from '../run-link.tsx'
import { StatusBadge } from '../status-badge.tsx'
import { taskPath } from '../task-link.tsx'
import { AgainButtons } from './again-buttons.tsx'
import { NotifyButton } from './notify-button.tsx'

type RunHeaderProps = { run: RunDetail; task: Task | undefined; title: string }

export function RunHeader({ run, task, title }: RunHeaderProps) {
  const { t } = useLanguage()
  const actions = useRef<HTMLDivElement>(null)
  const focus = (key: string) => () =>
    actions.current?.querySelector<HTMLElement>(`[aria-keyshortcuts=${key}]`)?.focus()
  useFocusHeir(actions, actions)
  // A job of hours must not end, or start, because of one key: Enter follows.
  useKeys({ r: focus('r'), c: focus('c') })
  return (
    <header className="flex flex-col gap-4 sm:flex-row sm:items-end sm:justify-between">
      <div className="min-w-0 space-y-1">
        <BackLink href={taskPath(run.task)}>{t('run.toTask')}</BackLink>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h1 className="foreign font-semibold text-title">{title}</h1>
          <StatusBadge status={shownStatus(run)} />
        </div>
        <Origin run={run} />
      </div>
      <div ref={actions} className="flex flex-wrap items-center gap-2">
        <NotifyButton run={run} title={title} />
        {isFinal(run) ? <AgainButtons run={run} task={task} title={title} /> : <CancelButton run={run} />}
      </div>
    </header>
  )
}

/** When and where the run came from, and its id. */
function Origin({ run }: { run: RunDetail }) {
  const { t } = useLanguage()
  return (
    <p className="text-caption text-muted">
      <RelativeTime at={run.createdAt} />
      {' · '}
      {run.rerunOf ? <RerunOf id={run.rerunOf} /> : t(`trigger.${run.trigger}`)}
      {run.by && (
        <>
          {' · '}
          <bdi>{t('run.by', { name: run.by })}</bdi>
        </>
      )}
      {' · '}
      <bdi className="break-all font-mono">{run.id}</bdi>
    </p>
  )
}

function RerunOf({ id }: { id: string }) {
  const { t } = useLanguage()
  return (
    <>
      {t('run.rerunOf')}{' '}
      <RunLink id={id} className="text-run underline underline-offset-2">
        {t('run.earlierRun')}
      </RunLink>
    </>
  )
}
