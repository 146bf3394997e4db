import { Pencil, RotateCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import type { Run, RunDetail, Task } from '../../../lib/resources.ts'
import { rerun } from '../../hooks/run-actions.ts'
import { usePress } from '../../hooks/use-press.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'
import { fieldsOf } from '../form/fields.ts'
import { useRunDialog } from '../form/use-run-dialog.ts'
import { equalRun } from '../tasks/equal-run.ts'
import { EqualRunButtons } from '../tasks/equal-run-buttons.tsx'
import { useReportFailure } from '../use-report-failure.ts'

type AgainButtonsProps = { run: RunDetail; task: Task | undefined; title: string }

/** Run again, with the same input or another. Both lead to the new run. */
export function AgainButtons({ run, task, title }: AgainButtonsProps) {
  const { t } = useLanguage()
  const router = useRouter()
  const dialog = useRunDialog<'question' | 'input'>()
  const start = async (key: string, input?: unknown) => {
    const { id } = await rerun(run.id, key, input)
    router.push(`/runs/${id}`)
  }
  const { busy, press } = usePress((key) => start(key), useReportFailure('trouble.notStarted'))
  const hasInput = task !== undefined && fieldsOf(task.inputSchema).length > 0
  const again = task?.confirm ? () => dialog.open('question') : () => press()
  const equal = task && !busy ? otherThan(run, equalRun(task, run.input)) : undefined
  const { Dialog, purpose } = dialog.opened ?? {}
  return (
    <>
      {hasInput && (
        <Button className="grow sm:grow-0" busy={dialog.opening} onClick={() => dialog.open('input')}>
          <Pencil aria-hidden className="size-4" />
          {t('run.edit')}
        </Button>
      )}
      {task && equal ? (
        <EqualRunButtons run={equal} task={task} again={again} />
      ) : (
        <Button look="primary" className="grow sm:grow-0" busy={busy} onClick={again} aria-keyshortcuts="r">
          <RotateCw aria-hidden className="size-4" />
          {t(busy ? 'task.starting' : 'run.again')}
        </Button>
      )}
      {Dialog && task && (
        <Dialog
          task={purpose === 'input' ? task : { ...task, inputSchema: {} }}
          title={t('form.editTitle', { task: title })}
          values={run.input as Record<string, unknown>}
          equalTo={(input) => otherThan(run, equalRun(task, purpose === 'input' ? input : run.input))}
          submit={(input, key) => start(key, purpose === 'input' ? input : undefined)}
          close={dialog.close}
        />
      )}
    </>
  )
}

/** The task may have been read while this run was still active. */
const otherThan = (run: RunDetail, equal: Run | undefined) => (equal?.id === run.id ? undefined : equal)
