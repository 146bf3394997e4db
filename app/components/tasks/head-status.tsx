import type { Task } from '../../../lib/resources.ts'
import { RelativeTime } from '../relative-time.tsx'
import { RunLink } from '../run-link.tsx'
import { StatusBadge } from '../status-badge.tsx'
import { headRun, statusOf } from './task-status.ts'

/** How a task is doing, beside its title; it leads to the run that says so. */
export function HeadStatus({ task }: { task: Task }) {
  const run = headRun(task)
  const badge = <StatusBadge status={statusOf(task)} />
  if (!run) return badge
  return (
    <span className="inline-flex items-center gap-2 text-caption text-muted">
      <RunLink id={run.id} className="touchable -my-1 inline-flex items-center rounded-full py-1">
        {badge}
      </RunLink>
      {run.finishedAt && <RelativeTime at={run.finishedAt} />}
    </span>
  )
}
