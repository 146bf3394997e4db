import type { RunDetail, Task } from '../../../lib/resources.ts'
import { useNow } from '../../hooks/use-now.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { looks } from '../status.ts'
import { tones } from '../tone.ts'
import { Failure } from './failure.tsx'

type ResultProps = {
  run: RunDetail
  task: Task | undefined
  /** The last lines of its error output, as text. */
  errors: string[]
}

/** How it ended, in a plain sentence, and what the task said about it. */
export function Result({ run, task, errors }: ResultProps) {
  const { tone, Icon } = looks[run.status]
  const outline =
    run.status === 'interrupted' ? 'border border-dashed border-lost-mark' : 'border border-transparent'
  return (
    <section className={`flex gap-3 rounded-card p-card ${tones[tone].soft} ${outline}`}>
      <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${tones[tone].text}`} />
      <div className="min-w-0 flex-1 space-y-2.5">
        <p className={`numbers font-semibold text-heading ${tones[tone].text}`}>{useSentence(run, task)}</p>
        {run.status === 'interrupted' && <Interruption run={run} />}
        {run.status === 'failed' && <Failure run={run} errors={errors} />}
      </div>
    </section>
  )
}

function useSentence(run: RunDetail, task: Task | undefined) {
  const { t, format } = useLanguage()
  const { startedAt, finishedAt, status } = run
  const duration =
    startedAt && finishedAt ? format.duration(Date.parse(finishedAt) - Date.parse(startedAt)) : null
  const limit = task?.policy.timeoutMs
  if (status === 'timed_out' && limit) return t('result.timedOutLimit', { limit: format.duration(limit) })
  if (duration === null) return t(status === 'canceled' ? 'result.canceledQueued' : `status.${status}`)
  if (status === 'queued' || status === 'running') return t(`status.${status}`)
  return t(`result.${status}`, { duration })
}

/** When and why. It says that it was not started again only where that is so. */
function Interruption({ run }: { run: RunDetail }) {
  const { t, format } = useLanguage()
  const now = useNow(null)
  const endedAt = run.attempts.at(-1)?.endedAt ?? run.finishedAt
  if (!endedAt) return null
  const time = format.timeOrMoment(endedAt, now)
  return (
    <p className="text-ink">
      {t(run.maxAttempts > 1 ? 'result.interruptedLast' : 'result.interruptedWhy', { time })}
    </p>
  )
}
