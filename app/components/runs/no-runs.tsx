import { History, SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { hasFilter, type RunsQuery } from '../../hooks/runs-query.ts'
import { clearFilters } from '../../hooks/use-runs-query.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { AppLink } from '../app-link.tsx'
import { Button } from '../button.tsx'
import { buttonLook } from '../button-look.ts'
import { cardShape } from '../card.tsx'
import { PageLink } from './page-link.tsx'

type NoRunsProps = {
  query: RunsQuery
  /** Where a search goes on that has looked through a part of history only. */
  further: string | null
}

/** Instead of an empty list: why it is empty, and where to go from here. */
export function NoRuns({ query, further }: NoRunsProps) {
  const { t } = useLanguage()
  if (further !== null) {
    const look = <PageLink to={{ ...query, cursor: further }}>{t('empty.look')}</PageLink>
    return <Empty Icon={SearchX} title={t('empty.further')} text={t('empty.furtherText')} action={look} />
  }
  if (query.cursor) {
    const newest = <PageLink to={{ ...query, cursor: undefined }}>{t('list.newest')}</PageLink>
    return <Empty Icon={History} title={t('empty.older')} action={newest} />
  }
  if (hasFilter(query)) {
    const clear = <Button onClick={clearFilters}>{t('filter.clear')}</Button>
    return <Empty Icon={SearchX} title={t('empty.none')} text={t('empty.noneText')} action={clear} />
  }
  const tasks = (
    <AppLink href="/" className={buttonLook({ look: 'primary' })}>
      {t('empty.toTasks')}
    </AppLink>
  )
  return <Empty Icon={History} title={t('empty.runs')} text={t('empty.runsText')} action={tasks} />
}

type EmptyProps = { Icon: typeof History; title: string; text?: string; action: ReactNode }

function Empty({ Icon, title, text, action }: EmptyProps) {
  return (
    <section
      aria-label={title}
      className={`${cardShape} flex flex-col items-center gap-2 px-card py-12 text-center`}
    >
      <Icon aria-hidden className="mb-1 size-8 text-edge" />
      <h2 className="font-semibold text-heading">{title}</h2>
      {text && <p className="text-muted">{text}</p>}
      <div className="pt-2">{action}</div>
    </section>
  )
}
