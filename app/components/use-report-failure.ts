import { ProblemError } from '../hooks/http.ts'
import type { MessageKey } from '../i18n/message.ts'
import { useLanguage } from '../i18n/provider.tsx'
import { useToast } from './toaster.tsx'

/** Tells the reader why a press did nothing, and what can be done: try again, or open the run that is in the way. */
export function useReportFailure(unreached: Extract<MessageKey, 'trouble.notStarted' | 'trouble.notDone'>) {
  const { t } = useLanguage()
  const toast = useToast()
  return (error: unknown, retry: () => void) => {
    const again = { label: t('trouble.retry'), press: retry }
    if (!(error instanceof ProblemError)) return toast({ text: t(unreached), action: again })
    const { problem } = error
    const text = problem.code === 'task_busy' ? t('trouble.busy') : problem.detail
    toast({ text, run: problem.run, action: problem.status >= 500 ? again : undefined })
  }
}
