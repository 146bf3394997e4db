import type { Task } from '../../../lib/resources.ts'
import { badgeUrl, useBadge } from '../../hooks/use-badge.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { taskPath } from '../task-link.tsx'
import { htmlOf, markdownOf } from './badge-snippets.ts'
import { Snippet } from './snippet.tsx'

/** A small picture of how the task is, for a README or a wiki. */
export function BadgeTab({ task, login }: { task: Task; login: boolean }) {
  const { t } = useLanguage()
  const picture = useBadge(task)
  const badge = {
    title: task.title,
    picture: location.origin + badgeUrl(task.name),
    page: location.origin + taskPath(task.name),
  }
  return (
    <>
      <p className="text-muted">{t('elsewhere.badgeLead')}</p>
      <p className="flex h-5">
        {picture && <Picture source={picture} words={t('elsewhere.badgeOf', { task: task.title })} />}
      </p>
      <Snippet title="Markdown" text={markdownOf(badge)} />
      <Snippet title="HTML" text={htmlOf(badge)} />
      <p className="text-caption text-muted">
        {t('elsewhere.rate')} {login && t('elsewhere.public')}
      </p>
    </>
  )
}

function Picture({ source, words }: { source: string; words: string }) {
  // biome-ignore lint/performance/noImgElement: there is nothing to make smaller
  return <img src={source} alt={words} className="max-w-full" />
}
