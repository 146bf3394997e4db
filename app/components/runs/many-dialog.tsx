import type { Run, Task } from '../../../lib/resources.ts'
import type { Change } from '../../hooks/many-runs.ts'
import type { RunsQuery } from '../../hooks/runs-query.ts'
import { useManyRuns } from '../../hooks/use-many-runs.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Dialog } from '../dialog.tsx'
import { ProgressBar } from '../progress-bar.tsx'
import { ManyOutcome } from './many-outcome.tsx'
import { type Plan, usePlan } from './many-plan.ts'
import { ManyQuestion } from './many-question.tsx'

type ManyDialogProps = {
  change: Change
  /** The chosen runs, or null for all that match the query. */
  runs: readonly Run[] | null
  query: RunsQuery
  tasks: readonly Task[]
  /** `changed`: something was done. */
  close: (changed: boolean) => void
}

/** Says in numbers what will happen, does it, and says what came of it. */
export default function ManyDialog({ change, runs, query, tasks, close }: ManyDialogProps) {
  const { plan, error, countAgain } = usePlan(change, runs, query)
  const work = useManyRuns(change)
  const { t } = useLanguage()
  const question = useTitle(change, plan)
  const ended = t(work.error === null ? 'many.done' : 'many.notDone')
  const leave = () => work.step !== 'working' && close(work.step === 'ended')
  const start = () => plan && void work.start(plan.target)
  return (
    <Dialog title={work.step === 'ended' ? ended : question} open close={leave}>
      {work.step === 'asking' && (
        <ManyQuestion {...{ change, plan, error, countAgain, tasks, start }} close={leave} />
      )}
      {work.step === 'working' && (
        <Working done={work.done.accepted + work.done.skipped.length} plan={plan} title={question} />
      )}
      {work.step === 'ended' && <ManyOutcome change={change} work={work} goOn={start} close={leave} />}
    </Dialog>
  )
}

function useTitle(change: Change, plan: Plan | null) {
  const { t } = useLanguage()
  const doing = change === 'cancel' ? 'cancel' : 'again'
  if (!plan) return t(`pick.${doing}`)
  const n = plan.count
  if (plan.more) return t(`many.${doing}More`, { n })
  return plan.matching ? t(`many.${doing}Matching`, { n }) : t(`many.${doing}`, { n })
}

function Working({ done, plan, title }: { done: number; plan: Plan | null; title: string }) {
  const { t } = useLanguage()
  const isKnown = plan !== null && !plan.more && plan.count > 0 && done > 0
  return (
    <div className="space-y-3 p-card">
      <ProgressBar label={title} fraction={isKnown ? Math.min(1, done / plan.count) : null} />
      <p className="numbers text-muted">{t('many.working', { n: done })}</p>
    </div>
  )
}
