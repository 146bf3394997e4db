import type { Skipped } from '../../../lib/selection.ts'
import { ProblemError } from '../../hooks/http.ts'
import type { Change } from '../../hooks/many-runs.ts'
import type { useManyRuns } from '../../hooks/use-many-runs.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'
import { ManyFoot } from './many-question.tsx'

type ManyOutcomeProps = {
  change: Change
  work: Pick<ReturnType<typeof useManyRuns>, 'done' | 'error'>
  goOn: () => void
  close: () => void
}

/** How many were changed, how many were not and why, and what went wrong. */
export function ManyOutcome({ change, work, goOn, close }: ManyOutcomeProps) {
  const { t } = useLanguage()
  const { done, error } = work
  const failed = error !== null
  return (
    <>
      <div role="status" className="numbers min-h-0 flex-1 space-y-2 overflow-y-auto p-card">
        {!(failed && done.accepted === 0) && (
          <p>
            {t(change === 'cancel' ? 'many.canceled' : 'many.started', { n: done.accepted - done.joined })}
          </p>
        )}
        {done.joined > 0 && <p>{t('many.joined', { n: done.joined })}</p>}
        <Reasons skipped={done.skipped} />
        {failed && (
          <p className="foreign text-bad">
            {error instanceof ProblemError ? error.message : t('trouble.notDone')}
          </p>
        )}
      </div>
      <ManyFoot>
        {failed && <Button onClick={goOn}>{t('trouble.retry')}</Button>}
        <Button look="primary" autoFocus onClick={close}>
          {t('form.close')}
        </Button>
      </ManyFoot>
    </>
  )
}

/** One line a reason, the most frequent first. */
function Reasons({ skipped }: { skipped: readonly Skipped[] }) {
  const { t } = useLanguage()
  const groups = Object.values(Object.groupBy(skipped, ({ code }) => code)).filter(
    (group) => group !== undefined,
  )
  const sorted = groups.toSorted((a, b) => b.length - a.length)
  return sorted.map((group) => (
    <p key={group[0]?.code} className="foreign text-muted">
      {t('many.skipped', { n: group.length, reason: reasonOf(group) })}
    </p>
  ))

  function reasonOf([first]: Skipped[]) {
    const known = reasons.find((code) => code === first?.code)
    return known ? t(`skipped.${known}`) : (first?.detail ?? '')
  }
}

const reasons = [
  'run_final',
  'not_found',
  'task_broken',
  'task_busy',
  'queue_full',
  'invalid_input',
  'unavailable',
] as const
