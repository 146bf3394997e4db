import { FileWarning } from 'lucide-react'
import { useId } from 'react'
import type { Task } from '../../../lib/resources.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { cardShape } from '../card.tsx'
import { CodeBlock } from '../code-block.tsx'
import { CopyButton } from '../copy-button.tsx'

/** A task that cannot run, with what the file says and what helps. */
export default function BrokenTask({ task }: { task: Task }) {
  const { t } = useLanguage()
  const titleId = useId()
  if (!task.problem) return null
  const { message, cure } = task.problem
  return (
    <article data-task={task.name} aria-labelledby={titleId} className={`${cardShape} space-y-3 p-card`}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 id={titleId} className="foreign font-semibold text-heading">
          {task.title}
        </h2>
        <span className="inline-flex items-center gap-1.5 rounded-full bg-bad-soft py-0.5 pr-2.5 pl-2 font-medium text-bad text-caption">
          <FileWarning aria-hidden className="size-4" />
          {t('task.broken')}
        </span>
        <bdi className="font-mono text-code text-muted">{task.file}</bdi>
      </div>
      <CodeBlock text={message} label={t('task.broken')} />
      {cure && (
        <div className="flex flex-wrap items-center gap-x-2">
          <span className="font-medium">{t('task.cure')}</span>
          <bdi className="min-w-0 font-mono text-code">{cure}</bdi>
          <CopyButton text={cure} what={t('task.cure')} />
        </div>
      )}
    </article>
  )
}
