import type { RunDetail, Task } from '../../../lib/resources.ts'
import { isFinal, shownStatus } from '../../../lib/run.ts'
import { useNow } from '../../hooks/use-now.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { cardShape } from '../card.tsx'
import { ProgressLine } from '../progress-line.tsx'
import { looks } from '../status.ts'
import { tones } from '../tone.ts'
import { WaitingReason } from '../waiting-reason.tsx'
import { Result } from './result.tsx'

type RunStateProps = { run: RunDetail; task: Task | undefined; title: string; errors: string[] }

/** How the run is doing, in the largest words of the page. */
export function RunState({ run, task, title, errors }: RunStateProps) {
  if (isFinal(run)) return <Result run={run} task={task} errors={errors} />
  return (
    <section className={`${cardShape} space-y-3 p-card`}>
      <Clock run={run} />
      {run.status === 'running' && <ProgressLine run={run} usual={run.usual} title={title} />}
      <Advice run={run} />
    </section>
  )
}

/** How long it has been waiting, or running, to the second. */
function Clock({ run }: { run: RunDetail }) {
  const { t, format } = useLanguage()
  const now = useNow(1000)
  const isRunning = run.status === 'running'
  const since = (isRunning ? run.startedAt : run.attempts.at(-1)?.endedAt) ?? run.createdAt
  const duration = format.duration(Math.max(0, Math.floor((now - Date.parse(since)) / 1000) * 1000))
  const { tone, Icon, motion = '' } = looks[shownStatus(run)]
  return (
    <p className="flex items-center gap-2.5 font-medium text-heading">
      <Icon aria-hidden className={`size-5 shrink-0 ${tones[tone].text} ${motion}`} />
      <span className="numbers">{t(isRunning ? 'progress.elapsed' : 'progress.waiting', { duration })}</span>
    </p>
  )
}

function Advice({ run }: { run: RunDetail }) {
  const { t } = useLanguage()
  if (run.cancelRequestedAt) return <Stopping killAt={run.killAt} />
  if (run.status === 'running') return <p className="text-muted">{t('run.closable')}</p>
  return (
    <p className="text-muted">
      <WaitingReason run={run} /> {t('run.closableQueued')}
    </p>
  )
}

/** It may tidy up for a while; then it is stopped whatever it does. */
function Stopping({ killAt }: { killAt: string | null }) {
  const { t, format } = useLanguage()
  const now = useNow(250)
  const left = killAt ? Math.ceil((Date.parse(killAt) - now) / 1000) * 1000 : null
  return (
    <p className="numbers text-muted">
      {t('run.stopping')}{' '}
      {left !== null && (left > 0 ? t('run.stopsIn', { duration: format.about(left) }) : t('run.stopsNow'))}
    </p>
  )
}
