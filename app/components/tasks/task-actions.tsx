import { Eye, Play } from 'lucide-react'
import type { Run, Task } from '../../../lib/resources.ts'
import { startRun } from '../../hooks/run-actions.ts'
import { usePress } from '../../hooks/use-press.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'
import { buttonLook } from '../button-look.ts'
import { fieldsOf } from '../form/fields.ts'
import { useRunDialog } from '../form/use-run-dialog.ts'
import { RunLink } from '../run-link.tsx'
import { useReportFailure } from '../use-report-failure.ts'
import { equalRun } from './equal-run.ts'

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
  const run = task.needsInput || task.confirm !== null ? ask : () => press()
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
        <EqualRun run={equal} task={task} titleId={titleId} again={run} />
      ) : (
        <Button look="primary" className={wide} busy={busy} onClick={run} aria-describedby={titleId}>
          <Play aria-hidden className="size-4 fill-current" />
          {busy ? t('task.starting') : t('task.run')}
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

type EqualRunProps = { run: Run; task: Task; titleId: string; again: () => void }

/** The same is under way already: nobody repeats work without knowing it. */
function EqualRun({ run, task, titleId, again }: EqualRunProps) {
  const { t } = useLanguage()
  const words = { queue: 'task.queueAnother', replace: 'task.replace', join: null, reject: null } as const
  const word = words[task.policy.whenBusy]
  return (
    <>
      {word && (
        <Button className={wide} onClick={again} aria-describedby={titleId}>
          {t(word)}
        </Button>
      )}
      <RunLink id={run.id} className={`${buttonLook()} ${wide}`} aria-describedby={titleId}>
        <Eye aria-hidden className="size-4" />
        {t('task.viewRunning')}
      </RunLink>
    </>
  )
}
