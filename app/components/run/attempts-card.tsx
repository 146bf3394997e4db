import type { Attempt, RunDetail } from '../../../lib/resources.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Card } from '../card.tsx'
import { StatusBadge } from '../status-badge.tsx'

/** Each try at the run, the newest first: how it ended, and by which code or signal. */
export function AttemptsCard({ run }: { run: RunDetail }) {
  const { t } = useLanguage()
  if (run.attempts.length < 2 && !run.attempts.some(tellsMore)) return null
  return (
    <Card title={t('attempts.title')}>
      <ol className="divide-y divide-line">
        {run.attempts.toReversed().map((attempt) => (
          <li key={attempt.attempt} className="space-y-1 py-3 first:pt-0 last:pb-0">
            <AttemptFacts attempt={attempt} withError={run.attempts.length > 1} />
          </li>
        ))}
      </ol>
    </Card>
  )
}

/** A single attempt that just ran says nothing that is not on the page already. */
const tellsMore = ({ exitCode, signal, droppedBytes, peakMemoryBytes }: Attempt) =>
  exitCode !== null || signal !== null || droppedBytes > 0 || peakMemoryBytes !== null

function AttemptFacts({ attempt, withError }: { attempt: Attempt; withError: boolean }) {
  const { t, format } = useLanguage()
  const { startedAt, endedAt, exitCode, signal, error, droppedBytes, peakMemoryBytes } = attempt
  const facts = [
    endedAt && format.duration(Date.parse(endedAt) - Date.parse(startedAt)),
    exitCode !== null && t('attempts.exit', { code: String(exitCode) }),
    signal && t('attempts.signal', { signal }),
    peakMemoryBytes !== null && t('attempts.memory', { size: format.size(peakMemoryBytes) }),
    attempt.runner,
  ]
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="font-medium">{t('attempts.number', { n: attempt.attempt })}</span>
        <StatusBadge status={attempt.status} />
      </div>
      <p className="numbers foreign text-caption text-muted">{facts.filter(Boolean).join(' · ')}</p>
      {withError && error && <p className="foreign line-clamp-4 text-bad text-caption">{error.message}</p>}
      {droppedBytes > 0 && (
        <p className="text-caption text-wait">{t('attempts.dropped', { size: format.size(droppedBytes) })}</p>
      )}
    </>
  )
}
