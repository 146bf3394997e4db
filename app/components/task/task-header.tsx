import type { Task } from '../../../lib/resources.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { BackLink } from '../back-link.tsx'
import { HeadStatus } from '../tasks/head-status.tsx'
import { BrokenBadge } from '../tasks/problem-text.tsx'
import { Facts } from './facts.tsx'

export function TaskHeader({ task, titleId }: { task: Task; titleId: string }) {
  const { t } = useLanguage()
  return (
    <header className="space-y-2">
      <div className="min-w-0 space-y-1">
        <BackLink href="/">{t('nav.tasks')}</BackLink>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h1 id={titleId} className="foreign font-semibold text-title">
            {task.title}
          </h1>
          {task.problem ? <BrokenBadge /> : <HeadStatus task={task} />}
        </div>
        {task.description && (
          <p className="foreign max-w-3xl whitespace-pre-line text-muted">{task.description}</p>
        )}
      </div>
      <Facts task={task} />
    </header>
  )
}
