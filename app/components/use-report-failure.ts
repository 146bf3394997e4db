import { ProblemError } from '../hooks/http.ts'
import type { MessageKey } from '../i18n/message.ts'
import { useLanguage } from '../i18n/provider.tsx'
import { useToast } from './toaster.tsx'

/** Tells the reader why a press did nothing, and what can be done: try again, or open the run that is in the way. */
export function useReportFailure(unreached: Extract<MessageKey, 'failure.notStarted' | 'failure.notDone'>) {
  const { t } = useLanguage()
  const toast = useToast()
  return (error: unknown, retry: () => void) => {
    const again = { label: t('failure.retry'), press: retry }
    if (!(error instanceof ProblemError)) return toast({ text: t(unreached), action: again })
    const { problem } = error
    const link = problem.run ? { href: `/runs/${problem.run}`, label: t('run.open') } : undefined
    const text = problem.code === 'task_busy' ? t('failure.busy') : problem.detail
    toast({ text, link, action: problem.status >= 500 ? again : undefined })
  }
}
