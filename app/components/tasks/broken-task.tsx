import { FileWarning } from 'lucide-react'
import type { Task } from '../../../lib/resources.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { CodeBlock } from '../code-block.tsx'
import { Notice } from '../notice.tsx'

/** A task that cannot run, with what the file says and what helps. */
export function BrokenTask({ task }: { task: Task }) {
  const { t } = useLanguage()
  if (!task.problem) return null
  const { message, cure } = task.problem
  return (
    <article data-task={task.name} aria-label={task.title}>
      <Notice tone="bad" Icon={FileWarning} title={`${task.title}: ${t('task.broken')}`}>
        <p className="text-caption text-muted">
          <bdi className="font-mono">{task.file}</bdi>
        </p>
        <CodeBlock text={message} label={t('task.broken')} />
        {cure && (
          <p>
            <span className="font-medium">{t('task.cure')}: </span>
            <bdi className="font-mono text-code">{cure}</bdi>
          </p>
        )}
      </Notice>
    </article>
  )
}
