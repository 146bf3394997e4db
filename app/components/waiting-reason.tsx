import type { Run } from '../../lib/resources.ts'
import { useNow } from '../hooks/use-now.ts'
import { useLanguage } from '../i18n/provider.tsx'

/** Why a queued run has not started yet, in words. */
export function WaitingReason({ run }: { run: Run }) {
  const { t, format } = useLanguage()
  const now = useNow(10_000)
  const time = format.timeOrMoment(run.availableAt, now)
  const reasons = {
    time: () => t('wait.time', { time }),
    retry: () => t('wait.retry', { time }),
    slot: () => t('wait.slot'),
    task: () => t('wait.task'),
    runner: () => t('wait.runner'),
  } satisfies Record<NonNullable<Run['waitingFor']>, () => string>
  return <>{run.waitingFor ? reasons[run.waitingFor]() : t('wait.soon')}</>
}
