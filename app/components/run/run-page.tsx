'use client'
import type { Task } from '../../../lib/resources.ts'
import { isFinal, shownStatus } from '../../../lib/run.ts'
import type { LogRow } from '../../hooks/log-rows.ts'
import { plainText } from '../../hooks/plain-text.ts'
import { type RunAndLog, useRun } from '../../hooks/use-run.ts'
import { useTask } from '../../hooks/use-task.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Announcer } from '../announcer.tsx'
import { ConnectionBanner } from '../connection-banner.tsx'
import { LogPanel } from '../log/log-panel.tsx'
import { NotFoundNotice } from '../not-found-notice.tsx'
import { Unreachable } from '../unreachable.tsx'
import { AttemptsCard } from './attempts-card.tsx'
import { FilesCard } from './files-card.tsx'
import { JsonCard } from './json-card.tsx'
import { PageMark } from './page-mark.tsx'
import { RunHeader } from './run-header.tsx'
import { RunSkeleton } from './run-skeleton.tsx'
import { RunState } from './run-state.tsx'
import { Timeline } from './timeline.tsx'

export function RunPage({ id }: { id: string }) {
  const { t } = useLanguage()
  const feed = useRun(id)
  const { data, problem } = feed
  const task = useTask(data?.run.task, data !== undefined && isFinal(data.run))
  if (!data && problem && problem.status < 500) return <NotFoundNotice title="notFound.run" t={t} />
  if (!data) return feed.lost ? <Unreachable problem={problem} /> : <RunSkeleton />
  return (
    <>
      <ConnectionBanner feed={feed} />
      <Run log={data} task={task} />
    </>
  )
}

function Run({ log, task }: { log: RunAndLog; task: Task | undefined }) {
  const { t } = useLanguage()
  const { run } = log
  const title = task?.title ?? run.task
  const status = t(`status.${shownStatus(run)}`)
  return (
    <div className="space-y-5">
      <PageMark run={run} title={title} />
      <Announcer texts={{ [run.id]: t('status.announce', { task: title, status }) }} />
      <RunHeader run={run} task={task} title={title} />
      <RunState run={run} task={task} title={title} errors={lastErrors(log.rows)} />
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0 self-start lg:sticky lg:top-5">
          <LogPanel log={log} />
        </div>
        <div className="min-w-0 space-y-5">
          <FilesCard run={run} />
          {run.output !== null && <JsonCard title={t('output.title')} value={run.output} />}
          <Timeline run={run} />
          <JsonCard title={t('input.title')} value={run.input} none={t('input.none')} />
          <AttemptsCard run={run} />
        </div>
      </div>
    </div>
  )
}

/** The last five lines of error output, without their colours. */
const lastErrors = (rows: readonly LogRow[]) =>
  rows
    .filter(({ stream }) => stream === 'err')
    .slice(-5)
    .map(({ text }) => plainText(text))
