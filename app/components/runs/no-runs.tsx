import { History, SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { hasFilter, type RunsQuery } from '../../hooks/runs-query.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { AppLink } from '../app-link.tsx'
import { buttonLook } from '../button-look.ts'
import { cardShape } from '../card.tsx'
import { ClearFilters } from './clear-filters.tsx'
import { PageLink } from './page-link.tsx'

/** Why there is no run to show. `further`: where a search goes on that has looked through a part of history only. */
export function whyNone(query: RunsQuery, further: string | null) {
  if (further !== null) return 'empty.further'
  if (query.cursor) return 'empty.older'
  return hasFilter(query) ? 'empty.none' : 'empty.runs'
}

/** Instead of an empty list: why it is empty, and where to go from here. */
export function NoRuns({ query, further }: { query: RunsQuery; further: string | null }) {
  const { t } = useLanguage()
  const why = whyNone(query, further)
  if (why === 'empty.further') {
    const look = <PageLink to={{ ...query, cursor: further ?? undefined }}>{t('empty.look')}</PageLink>
    return <Empty Icon={SearchX} title={t(why)} text={t('empty.furtherText')} action={look} />
  }
  if (why === 'empty.older') {
    const newest = <PageLink to={{ ...query, cursor: undefined }}>{t('list.newest')}</PageLink>
    return <Empty Icon={History} title={t(why)} action={newest} />
  }
  if (why === 'empty.none') {
    return <Empty Icon={SearchX} title={t(why)} text={t('empty.noneText')} action={<ClearFilters />} />
  }
  const tasks = (
    <AppLink href="/" className={buttonLook({ look: 'primary' })}>
      {t('empty.toTasks')}
    </AppLink>
  )
  return <Empty Icon={History} title={t(why)} text={t('empty.runsText')} action={tasks} />
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
