import { estimate } from '../../../lib/estimate.ts'
import type { Run, Task } from '../../../lib/resources.ts'
import { isFinal, shownStatus } from '../../../lib/run.ts'
import { useExactTimes } from '../../hooks/use-exact-times.ts'
import { useNow } from '../../hooks/use-now.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { ProgressBar } from '../progress-bar.tsx'
import { RunLink } from '../run-link.tsx'
import { StatusBadge } from '../status-badge.tsx'
import { longWait, waitedMs, workedMs } from './run-times.ts'
import type { Row } from './shown-rows.ts'
import { summaryOf } from './summary.ts'

export function StatusCell({ run, gone }: Row) {
  const { t } = useLanguage()
  if (gone) return <span className="text-caption text-muted">{t('list.gone')}</span>
  return <StatusBadge status={shownStatus(run)} />
}

/** The task's title, as the link that the whole row is, and what tells this run from others. */
export function TitleCell({ run, title }: { run: Run; title: string }) {
  return (
    <>
      <RunLink
        id={run.id}
        data-open
        className="foreign block truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2"
      >
        {title}
      </RunLink>
      <Summary run={run} />
    </>
  )
}

/** Always one line, so that no row grows when its run fails. Each part has what the other leaves, and half at least. */
function Summary({ run }: { run: Run }) {
  const { t } = useLanguage()
  const { input, error } = summaryOf(run)
  if (!input && !error) return <p className="text-caption text-muted">{t('list.noInput')}</p>
  return (
    <p className="grid grid-cols-[repeat(2,minmax(0,max-content))] gap-x-3 text-caption">
      <span title={input} className="foreign truncate text-muted empty:hidden">
        {input}
      </span>
      <span title={error} className="foreign truncate text-bad empty:hidden">
        {error}
      </span>
    </p>
  )
}

/** Who started it, or how. */
export function OriginCell({ run }: { run: Run }) {
  const { t } = useLanguage()
  const how = t(`trigger.${run.trigger}`)
  if (!run.by) return <p className="text-caption text-muted">{how}</p>
  return (
    <>
      <p className="foreign truncate text-caption">{run.by}</p>
      <p className="truncate text-caption text-muted">{how}</p>
    </>
  )
}

/** When it was asked for. The reader chooses whether that is told as a time of day. */
export function WhenCell({ run }: { run: Run }) {
  const { format } = useLanguage()
  const [exact] = useExactTimes()
  const now = useNow(10_000)
  const words = exact
    ? format.timeOrMoment(run.createdAt, now)
    : format.relative(run.createdAt, Math.max(now, Date.parse(run.createdAt)))
  return (
    <RunLink id={run.id} tabIndex={-1} className="numbers relative text-caption">
      <time dateTime={run.createdAt} title={format.full(run.createdAt)}>
        {words}
      </time>
    </RunLink>
  )
}

/** How long it stood in the queue, where that is worth a word; for one that is there still, how long until now. */
export function Waited({ run, gone }: Row) {
  const { t, format } = useLanguage()
  const isQueued = run.status === 'queued'
  const now = useNow(isQueued && !gone ? 1000 : null)
  const ms = waitedMs(run, now)
  if (isQueued && gone) return null
  if (isQueued && run.waitingFor === 'time') {
    return <>{t('wait.time', { time: format.timeOrMoment(run.availableAt, now) })}</>
  }
  if (ms <= longWait) return null
  const duration = format.duration(isQueued ? Math.floor(ms / 1000) * 1000 : ms)
  return <>{t(isQueued ? 'progress.waiting' : 'list.waited', { duration })}</>
}

/** How long it worked, or works until now; nothing where that is not known. */
export function Worked({ run, gone }: Row) {
  const { format } = useLanguage()
  const isRunning = run.status === 'running' && !gone
  const now = useNow(isRunning ? 1000 : null)
  const ms = workedMs(run, now)
  if (ms === null || !(isRunning || isFinal(run))) return null
  return <>{format.duration(isRunning ? Math.floor(ms / 1000) * 1000 : ms)}</>
}

type FarProps = { run: Run; task: Task | undefined; title: string }

/** How far a running one is, where it says so itself. */
export function Percent({ run }: Pick<FarProps, 'run'>) {
  const { format } = useLanguage()
  const { fraction } = estimate(run, null, 0)
  return fraction === null ? null : format.percent(fraction)
}

/** The same as a bar, or what earlier runs of the task let expect. */
export function Far({ run, task, title }: FarProps) {
  const { t } = useLanguage()
  const { fraction, estimated } = estimate(run, task?.usual ?? null, useNow(1000))
  return (
    <ProgressBar label={t('progress.label', { task: title })} fraction={fraction} estimated={estimated} />
  )
}
