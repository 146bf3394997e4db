import { Play } from 'lucide-react'
import type { Task } from '../../../lib/resources.ts'
import { startRun } from '../../hooks/run-actions.ts'
import { usePress } from '../../hooks/use-press.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'
import { fieldsOf } from '../form/fields.ts'
import { useRunDialog } from '../form/use-run-dialog.ts'
import { useReportFailure } from '../use-report-failure.ts'
import { equalRun } from './equal-run.ts'
import { EqualRunButtons } from './equal-run-buttons.tsx'

const wide = 'grow sm:grow-0'

/** Run at once where nothing must be asked, Run with… for everything else. */
export function TaskActions({ task, titleId }: { task: Task; titleId: string }) {
  const { t } = useLanguage()
  const dialog = useRunDialog<null>()
  const { busy, press } = usePress(
    async (key) => void (await startRun(task.name, {}, key)),
    useReportFailure('trouble.notStarted'),
  )
  const hasInput = fieldsOf(task.inputSchema).length > 0
  const ask = () => dialog.open(null)
  const asks = task.needsInput || task.confirm !== null
  const run = asks ? ask : () => press()
  const equal = task.needsInput || busy ? undefined : equalRun(task, {})
  const { Dialog } = dialog.opened ?? {}
  return (
    <div className="flex shrink-0 flex-wrap-reverse gap-2 sm:justify-end">
      {!task.needsInput && hasInput && (
        <Button look="quiet" className={wide} busy={dialog.opening} onClick={ask} aria-describedby={titleId}>
          {t('task.runWith')}
        </Button>
      )}
      {equal ? (
        <EqualRunButtons run={equal} task={task} describedBy={titleId} again={run} />
      ) : (
        <Button look="primary" className={wide} busy={busy} onClick={run} aria-describedby={titleId}>
          <Play aria-hidden className="size-4 fill-current" />
          {t(busy ? 'task.starting' : asks ? 'task.runAsks' : 'task.run')}
        </Button>
      )}
      {Dialog && (
        <Dialog
          task={task}
          title={t(hasInput ? 'form.title' : 'confirm.title', { task: task.title })}
          equalTo={(input) => equalRun(task, input)}
          submit={async (input, key) => {
            await startRun(task.name, input, key)
            dialog.close()
          }}
          close={dialog.close}
        />
      )}
    </div>
  )
}
