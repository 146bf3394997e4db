import { RotateCw, Square, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Task } from '../../../lib/resources.ts'
import { ProblemError } from '../../hooks/http.ts'
import type { Change } from '../../hooks/many-runs.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'
import type { Plan } from './many-plan.ts'

type ManyQuestionProps = {
  change: Change
  plan: Plan | null
  /** Why it could not be counted. */
  error: unknown
  countAgain: () => void
  tasks: readonly Task[]
  start: () => void
  close: () => void
}

export function ManyQuestion({ change, plan, error, countAgain, tasks, start, close }: ManyQuestionProps) {
  const { t } = useLanguage()
  return (
    <>
      <div className="min-h-0 flex-1 space-y-3 overflow-y-auto p-card">
        {plan && <PlanWords change={change} plan={plan} tasks={tasks} />}
        {!plan && !error && <p className="text-muted">{t('many.counting')}</p>}
        {!plan && Boolean(error) && (
          <p role="alert" className="foreign text-bad">
            {error instanceof ProblemError ? error.message : t('trouble.notDone')}
          </p>
        )}
      </div>
      <ManyFoot>
        <Button onClick={close}>{t(plan?.count === 0 ? 'form.close' : 'many.keep')}</Button>
        {!plan && Boolean(error) && <Button onClick={countAgain}>{t('trouble.retry')}</Button>}
        {plan && plan.count > 0 && <Start change={change} plan={plan} start={start} />}
      </ManyFoot>
    </>
  )
}

export function ManyFoot({ children }: { children: ReactNode }) {
  return (
    <footer className="flex flex-wrap justify-end gap-2 border-line border-t bg-surface p-card pb-[max(1.25rem,env(safe-area-inset-bottom))]">
      {children}
    </footer>
  )
}

/** What will happen, and what a task asks before each of its runs. */
function PlanWords({ change, plan, tasks }: { change: Change; plan: Plan; tasks: readonly Task[] }) {
  const { t } = useLanguage()
  if (plan.count === 0) return <p>{t(change === 'cancel' ? 'many.noneActive' : 'many.noneLeft')}</p>
  const asking = tasks.filter(({ name, confirm }) => confirm && (plan.more || plan.tasks.includes(name)))
  return (
    <>
      <p>{t(change === 'cancel' ? 'many.cancelText' : 'many.againText')}</p>
      {change === 'cancel' && plan.ended > 0 && <p>{t('many.ended', { n: plan.ended })}</p>}
      {change === 'rerun' &&
        asking.map(({ name, confirm }) => <TaskQuestion key={name} text={confirm ?? ''} />)}
    </>
  )
}

function TaskQuestion({ text }: { text: string }) {
  return (
    <p className="foreign flex gap-3 rounded-control bg-wait-soft px-4 py-3 text-ink">
      <TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-wait" />
      {text}
    </p>
  )
}

function Start({ change, plan, start }: { change: Change; plan: Plan; start: () => void }) {
  const { t } = useLanguage()
  const n = plan.count
  if (change === 'cancel') {
    return (
      <Button look="danger" onClick={start}>
        <Square aria-hidden className="size-3.5 fill-current" />
        {plan.more ? t('many.doCancelMore') : t('many.doCancel', { n })}
      </Button>
    )
  }
  return (
    <Button look="primary" onClick={start}>
      <RotateCw aria-hidden className="size-4" />
      {plan.more ? t('many.doAgainMore') : t('many.doAgain', { n })}
    </Button>
  )
}
