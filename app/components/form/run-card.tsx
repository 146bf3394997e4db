import { Link2 } from 'lucide-react'
import type { Task } from '../../../lib/resources.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Card } from '../card.tsx'
import { CopyButton } from '../copy-button.tsx'
import { equalRun } from '../tasks/equal-run.ts'
import { FormFoot } from './form-foot.tsx'
import { InputFields } from './input-fields.tsx'
import { isLinkable, linkWith } from './link.ts'
import { Question } from './question.tsx'
import type { RunForm } from './use-run-form.ts'
import { ViewTabList, ViewTabs } from './view-tabs.tsx'

/** The form of a task in its page, and Run. */
export function RunCard({ task, form }: { task: Task; form: RunForm }) {
  const { t } = useLanguage()
  const hasInput = form.fields.length > 0
  const link = linkWith(location.origin + location.pathname, form.fields, form.input)
  return (
    <ViewTabs form={form}>
      <Card title={t('task.run')} aside={<ViewTabList form={form} />}>
        <form ref={form.ref} onSubmit={form.send} noValidate className="space-y-5">
          {task.confirm && <Question text={task.confirm} />}
          {!hasInput && <p className="text-muted">{t('input.none')}</p>}
          <InputFields form={form} />
          <FormFoot form={form} equal={equalRun(task, form.input)}>
            {form.fields.some(isLinkable) && (
              <CopyButton text={link} what={t('form.copyLink')} label={t('form.copyLink')} Icon={Link2} />
            )}
          </FormFoot>
        </form>
      </Card>
    </ViewTabs>
  )
}
