import type { Policy } from '../../../lib/policy.ts'
import type { Task } from '../../../lib/resources.ts'
import { useLanguage } from '../../i18n/provider.tsx'

/** Its file, and what is worth knowing about how it runs. */
export function Facts({ task }: { task: Task }) {
  const facts = useFacts(task.policy)
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-caption text-muted">
      <li>
        <bdi className="break-all font-mono text-code">{task.file}</bdi>
      </li>
      {(task.problem ? [] : facts).map((fact) => (
        <li key={fact} className="numbers">
          {fact}
        </li>
      ))}
    </ul>
  )
}

function useFacts({ concurrency, whenBusy, timeoutMs, retry }: Policy): string[] {
  const { t, format } = useLanguage()
  const limits = [
    timeoutMs !== null && t('facts.timeout', { duration: format.limit(timeoutMs) }),
    retry.attempts > 1 && t('facts.tries', { n: retry.attempts }),
  ]
  return [t(`facts.${whenBusy}`, { n: concurrency }), ...limits.filter((fact) => fact !== false)]
}
