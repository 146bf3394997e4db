import type { Task } from '../../../lib/resources.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { PickBox } from './pick-box.tsx'
import { isPicked, type Picked, pageState } from './picked.ts'
import { Far, OriginCell, Percent, StatusCell, TitleCell, Waited, WhenCell, Worked } from './run-cells.tsx'
import type { Row } from './shown-rows.ts'

export type RowsProps = {
  rows: readonly Row[]
  tasks: readonly Task[]
  picked: Picked
  pick: (id: string, range: boolean) => void
  pickPage: () => void
}

/** The list where there is room for columns. Their widths are fixed: nothing moves when words change. */
export function RunsTable({ rows, tasks, picked, pick, pickPage }: RowsProps) {
  const { t } = useLanguage()
  const ids = rows.map(({ run }) => run.id)
  return (
    <table className="w-full table-fixed border-collapse text-left">
      <caption className="sr-only">{t('list.caption')}</caption>
      <thead className="border-line border-b bg-sunken text-caption text-muted">
        <tr>
          <th className="w-13 pl-2">
            <PickBox label={t('pick.page')} state={pageState(picked, ids)} press={pickPage} />
          </th>
          <Head className="w-46">{t('list.status')}</Head>
          <Head>{t('list.run')}</Head>
          <Head className="w-40">{t('list.who')}</Head>
          <Head className="w-44" sort="descending">
            {t('list.when')}
          </Head>
          <Head className="w-36">{t('list.duration')}</Head>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {rows.map((row) => (
          <TableRow
            key={row.run.id}
            row={row}
            tasks={tasks}
            picked={isPicked(picked, row.run.id)}
            pick={pick}
          />
        ))}
      </tbody>
    </table>
  )
}

type HeadProps = { className?: string; sort?: 'descending'; children: string }

function Head({ className = '', sort, children }: HeadProps) {
  return (
    <th scope="col" aria-sort={sort} className={`px-3 font-medium ${className}`}>
      {children}
    </th>
  )
}

type TableRowProps = Pick<RowsProps, 'tasks' | 'pick'> & { row: Row; picked: boolean }

function TableRow({ row, tasks, picked, pick }: TableRowProps) {
  const { t, format } = useLanguage()
  const { run } = row
  const task = tasks.find(({ name }) => name === run.task)
  const title = task?.title ?? run.task
  return (
    <tr
      data-run={run.id}
      className={`relative scroll-my-20 ${picked ? 'bg-accent-soft/50' : 'hover:bg-sunken'}`}
    >
      <td className="pl-2">
        <PickBox
          label={t('pick.run', { task: title, time: format.moment(run.createdAt) })}
          state={picked ? 'all' : 'none'}
          press={(range) => pick(run.id, range)}
        />
      </td>
      <td className="px-3">
        <StatusCell {...row} />
      </td>
      <td className="px-3 py-2">
        <TitleCell run={run} title={title} />
      </td>
      <td className="px-3 py-2">
        <OriginCell run={run} />
      </td>
      <td className="px-3 py-2">
        <WhenCell run={run} />
        <p className="numbers truncate text-caption text-muted empty:hidden">
          <Waited {...row} />
        </p>
      </td>
      <td className="px-3 py-2">
        <WorkCell row={row} task={task} title={title} />
      </td>
    </tr>
  )
}

function WorkCell({ row, task, title }: { row: Row; task: Task | undefined; title: string }) {
  const isRunning = row.run.status === 'running' && !row.gone
  return (
    <>
      <p className="numbers flex justify-between gap-2 text-caption">
        <span className="empty:before:content-['–']">
          <Worked {...row} />
        </span>
        <span className="text-muted">{isRunning && <Percent run={row.run} />}</span>
      </p>
      {isRunning && (
        <div className="mt-1.5">
          <Far run={row.run} task={task} title={title} />
        </div>
      )}
    </>
  )
}
