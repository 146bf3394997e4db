import { useLanguage } from '../../i18n/provider.tsx'
import { PickBox } from './pick-box.tsx'
import { isPicked, pageState } from './picked.ts'
import { Far, Percent, StatusCell, TitleCell, Waited, WhenCell, Worked } from './run-cells.tsx'
import type { RowsProps } from './runs-table.tsx'
import type { Row } from './shown-rows.ts'

/** The list on a narrow screen: one card a run. */
export function RunCards({ rows, tasks, picked, pick, pickPage }: RowsProps) {
  const { t } = useLanguage()
  const ids = rows.map(({ run }) => run.id)
  return (
    <>
      <div className="flex items-center gap-1 border-line border-b bg-sunken py-0.5 pl-1 text-caption text-muted">
        <PickBox label={t('pick.page')} state={pageState(picked, ids)} press={pickPage} />
        <span aria-hidden>{t('pick.page')}</span>
      </div>
      <ul aria-label={t('list.caption')} className="divide-y divide-line">
        {rows.map((row) => (
          <Card key={row.run.id} row={row} tasks={tasks} picked={isPicked(picked, row.run.id)} pick={pick} />
        ))}
      </ul>
    </>
  )
}

type CardProps = Pick<RowsProps, 'tasks' | 'pick'> & { row: Row; picked: boolean }

function Card({ row, tasks, picked, pick }: CardProps) {
  const { t, format } = useLanguage()
  const { run } = row
  const task = tasks.find(({ name }) => name === run.task)
  const title = task?.title ?? run.task
  return (
    <li
      data-run={run.id}
      className={`relative flex scroll-my-20 gap-1 pt-3 pr-gutter pb-4.5 pl-1 ${picked ? 'bg-accent-soft/50' : ''}`}
    >
      <div className="-mt-1.5">
        <PickBox
          label={t('pick.run', { task: title, time: format.moment(run.createdAt) })}
          state={picked ? 'all' : 'none'}
          press={(range) => pick(run.id, range)}
        />
      </div>
      <div className="min-w-0 flex-1 space-y-1">
        <div className="flex min-h-6.5 items-center justify-between gap-3">
          <StatusCell {...row} />
          <WhenCell run={run} />
        </div>
        <TitleCell run={run} title={title} />
        <Facts {...row} />
      </div>
      {run.status === 'running' && !row.gone && (
        <div className="absolute right-gutter bottom-1.5 left-11 pointer-coarse:left-13">
          <Far run={run} task={task} title={title} />
        </div>
      )}
    </li>
  )
}

/** How long it took, and who started it: always one line, so that no card below moves. */
function Facts(row: Row) {
  const { t } = useLanguage()
  const { run } = row
  return (
    <p className="numbers flex gap-3 whitespace-nowrap text-caption text-muted">
      <span className="text-ink empty:hidden">
        <Worked {...row} />
      </span>
      <span className="empty:hidden">
        <Waited {...row} />
      </span>
      <bdi className="min-w-0 flex-1 truncate">
        {run.by ? t('run.by', { name: run.by }) : t(`trigger.${run.trigger}`)}
      </bdi>
      {run.status === 'running' && !row.gone && <Percent run={run} />}
    </p>
  )
}
