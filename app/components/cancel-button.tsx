import { Square } from 'lucide-react'
import type { Run } from '../../lib/resources.ts'
import { cancelRun } from '../hooks/run-actions.ts'
import { usePress } from '../hooks/use-press.ts'
import { useLanguage } from '../i18n/provider.tsx'
import { Button } from './button.tsx'
import { useReportFailure } from './use-report-failure.ts'

/** Cancel; once that was asked for, a way to stop waiting for it to end by itself. */
export function CancelButton({ run, about }: { run: Run; about?: string }) {
  const { t } = useLanguage()
  const force = run.cancelRequestedAt !== null
  const { busy, press } = usePress(
    async () => void (await cancelRun(run.id, force)),
    useReportFailure('trouble.notDone'),
  )
  return (
    <Button look="danger" busy={busy} aria-keyshortcuts="c" onClick={() => press()} aria-describedby={about}>
      <Square aria-hidden className="size-3.5 fill-current" />
      {force ? t('run.stopNow') : t('run.cancel')}
    </Button>
  )
}
