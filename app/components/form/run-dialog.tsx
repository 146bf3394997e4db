import type { Run, Task } from '../../../lib/resources.ts'
import { Dialog } from '../dialog.tsx'
import type { Values } from './fits.ts'
import { FormFoot } from './form-foot.tsx'
import { InputFields } from './input-fields.tsx'
import { Question } from './question.tsx'
import { useRunForm } from './use-run-form.ts'
import { ViewTabList, ViewTabs } from './view-tabs.tsx'

type RunDialogProps = {
  task: Task
  title: string
  /** What the fields show first; what was sent last where it is absent. */
  values?: Values
  /** An active run with just this input, where there is one. */
  equalTo?: (input: unknown) => Run | undefined
  submit: (input: unknown, key: string) => Promise<void>
  close: () => void
}

/** Asks for the input of a run, or only whether to start it. It stays open until the run was accepted. */
export default function RunDialog({ task, title, values, equalTo, submit, close }: RunDialogProps) {
  const form = useRunForm(task, values, submit)
  return (
    <Dialog title={title} open close={close}>
      <form ref={form.ref} onSubmit={form.send} noValidate className="flex min-h-0 flex-1 flex-col">
        <ViewTabs form={form}>
          <div className="min-h-0 flex-1 space-y-5 overflow-y-auto p-card">
            {task.confirm && <Question text={task.confirm} />}
            <ViewTabList form={form} />
            <InputFields form={form} />
          </div>
        </ViewTabs>
        <footer className="space-y-3 border-line border-t bg-surface p-card pb-[max(1.25rem,env(safe-area-inset-bottom))]">
          <FormFoot
            form={form}
            equal={equalTo?.(form.input)}
            leave={form.fields.length === 0 ? close : undefined}
          />
        </footer>
      </form>
    </Dialog>
  )
}
