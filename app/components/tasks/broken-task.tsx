import { useId } from 'react'
import type { Task } from '../../../lib/resources.ts'
import { cardShape } from '../card.tsx'
import { TaskLink } from '../task-link.tsx'
import { BrokenBadge, ProblemText } from './problem-text.tsx'

/** A task that cannot run, with what the file says and what helps. */
export default function BrokenTask({ task }: { task: Task }) {
  const titleId = useId()
  if (!task.problem) return null
  return (
    <article data-task={task.name} aria-labelledby={titleId} className={`${cardShape} space-y-3 p-card`}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 id={titleId} className="foreign font-semibold text-heading">
          <TaskLink task={task.name} className="hover:underline">
            {task.title}
          </TaskLink>
        </h2>
        <BrokenBadge />
        <bdi className="font-mono text-code text-muted">{task.file}</bdi>
      </div>
      <ProblemText problem={task.problem} />
    </article>
  )
}
