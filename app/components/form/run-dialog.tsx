import { Play, TriangleAlert } from 'lucide-react'
import type { Run, Task } from '../../../lib/resources.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'
import { buttonLook } from '../button-look.ts'
import { Dialog } from '../dialog.tsx'
import { RunLink } from '../run-link.tsx'
import { FormField } from './form-field.tsx'
import { useRunForm } from './use-run-form.ts'

type RunDialogProps = {
  task: Task
  title: string
  /** What the fields show first; the defaults where it is absent. */
  values?: Record<string, unknown>
  /** An active run with just this input, where there is one. */
  equalTo?: (input: unknown) => Run | undefined
  submit: (input: unknown, key: string) => Promise<void>
  close: () => void
}

/** Asks for the input of a run, or only whether to start it. It stays open until the run was accepted. */
export default function RunDialog({ task, title, values, equalTo, submit, close }: RunDialogProps) {
  const { t } = useLanguage()
  const form = useRunForm(task, values, submit)
  const equal = equalTo?.(form.input)
  return (
    <Dialog title={title} open close={close}>
      <form ref={form.ref} onSubmit={form.send} noValidate className="flex min-h-0 flex-1 flex-col">
        <div className="min-h-0 flex-1 space-y-5 overflow-y-auto p-card">
          {task.confirm && <Question text={task.confirm} />}
          {form.fields.map((field) => (
            <FormField
              key={field.name}
              field={field}
              entry={form.entries[field.name] ?? ''}
              change={(entry) => form.change(field.name, entry)}
              error={form.errors[field.name]}
            />
          ))}
        </div>
        <footer className="space-y-3 border-line border-t bg-surface p-card pb-[max(1.25rem,env(safe-area-inset-bottom))]">
          <p role="alert" className="foreign text-bad text-caption empty:hidden">
            {form.problem}
          </p>
          {equal && <p className="text-caption text-wait">{t('form.equal')}</p>}
          <div className="flex flex-wrap justify-end gap-2">
            {equal && (
              <RunLink id={equal.id} className={buttonLook()}>
                {t('task.viewRunning')}
              </RunLink>
            )}
            <Button type="submit" look="primary" busy={form.busy}>
              <Play aria-hidden className="size-4 fill-current" />
              {form.busy ? t('task.starting') : t(equal ? 'task.queueAnother' : 'task.run')}
            </Button>
          </div>
        </footer>
      </form>
    </Dialog>
  )
}

function Question({ text }: { text: string }) {
  return (
    <p className="foreign flex gap-3 rounded-control bg-wait-soft px-4 py-3 text-ink">
      <TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-wait" />
      {text}
    </p>
  )
}
