import type { Task } from '../../../lib/resources.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { AppLink } from '../app-link.tsx'
import type { RunForm } from '../form/use-run-form.ts'
import { Snippet } from './snippet.tsx'
import { commandOf, curlOf, pythonOf } from './snippets.ts'

type ApiTabProps = { task: Task; form: RunForm; login: boolean }

/** How programs start what is filled in. */
export function ApiTab({ task, form, login }: ApiTabProps) {
  const { t } = useLanguage()
  const { fields, input } = form
  const start = { origin: location.origin, task: task.name, fields, input, login }
  const hasFile = fields.some(({ kind }) => kind === 'file')
  return (
    <>
      <p className="text-muted">{t('elsewhere.apiLead')}</p>
      <Snippet title="curl" text={curlOf(start)} />
      <Snippet title={t('elsewhere.command')} text={commandOf(start)} />
      <Snippet title="Python" text={pythonOf(start)} />
      <p className="text-caption text-muted">
        {hasFile && `${t('elsewhere.file')} `}
        {login && `${t('elsewhere.password')} `}
        <AppLink href="/docs" className="text-run underline underline-offset-2">
          {t('elsewhere.docs')}
        </AppLink>
      </p>
    </>
  )
}
