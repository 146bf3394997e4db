import { FileWarning } from 'lucide-react'
import type { Task } from '../../../lib/resources.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { CodeBlock } from '../code-block.tsx'
import { CopyButton } from '../copy-button.tsx'

/** Why a task cannot run: what the file says, and what helps. */
export function ProblemText({ problem }: { problem: NonNullable<Task['problem']> }) {
  const { t } = useLanguage()
  const { message, cure } = problem
  return (
    <>
      <CodeBlock text={message} label={t('task.broken')} />
      {cure && (
        <div className="flex flex-wrap items-center gap-x-2">
          <span className="font-medium">{t('task.cure')}</span>
          <bdi className="min-w-0 font-mono text-code">{cure}</bdi>
          <CopyButton text={cure} what={t('task.cure')} />
        </div>
      )}
    </>
  )
}

export function BrokenBadge() {
  const { t } = useLanguage()
  return (
    <span className="inline-flex items-center gap-1.5 rounded-full bg-bad-soft py-0.5 pr-2.5 pl-2 font-medium text-bad text-caption">
      <FileWarning aria-hidden className="size-4" />
      {t('task.broken')}
    </span>
  )
}
