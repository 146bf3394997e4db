import type { Task } from '../../../lib/resources.ts'
import { type Status, statuses, triggers } from '../../../lib/run.ts'
import { hasFilter, type RunsQuery } from '../../hooks/runs-query.ts'
import { narrow } from '../../hooks/use-runs-query.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { ChoiceMenu } from './choice-menu.tsx'
import { ClearFilters } from './clear-filters.tsx'
import { SearchField } from './search-field.tsx'
import { StatusMenu } from './status-menu.tsx'
import { TimeMenu } from './time-menu.tsx'

type FilterBarProps = { query: RunsQuery; tasks: readonly Task[] }

/** What the address asks for, and how to ask for something else. */
export function FilterBar({ query, tasks }: FilterBarProps) {
  const { t } = useLanguage()
  return (
    <search aria-label={t('filter.label')} className="flex flex-wrap items-center gap-2">
      <SearchField query={query} />
      <StatusMenu
        chosen={query.status}
        choose={(status, on) => narrow((now) => ({ status: withStatus(now.status, status, on) }))}
      />
      <ChoiceMenu
        label={t('filter.task')}
        value={query.task}
        options={taskOptions(tasks, query.task)}
        search={{ label: t('filter.findTask'), none: t('filter.noTask') }}
        choose={(task) => narrow(() => ({ task }))}
      />
      <ChoiceMenu
        label={t('filter.trigger')}
        value={query.trigger}
        options={triggers.map((value) => ({ value, label: t(`trigger.${value}`) }))}
        choose={(trigger) => narrow(() => ({ trigger }))}
      />
      <TimeMenu query={query} choose={(range) => narrow(() => range)} />
      {hasFilter(query) && <ClearFilters look="quiet" />}
    </search>
  )
}

const withStatus = (chosen: readonly string[], changed: Status, on: boolean) =>
  statuses.filter((each) => (each === changed ? on : chosen.includes(each)))

/** A task that is gone, but has runs, can still be asked for by the address. */
function taskOptions(tasks: readonly Task[], asked: string | undefined) {
  const options = tasks.map(({ name, title }) => ({ value: name, label: title }))
  const known = asked === undefined || tasks.some(({ name }) => name === asked)
  return [...options, ...(known ? [] : [{ value: asked, label: asked }])].toSorted((a, b) =>
    a.label.localeCompare(b.label),
  )
}
