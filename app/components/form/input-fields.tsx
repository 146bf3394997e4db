import { TabPanel } from '../tabs.tsx'
import { shownFields } from './content.ts'
import { FormField } from './form-field.tsx'
import { JsonEditor } from './json-editor.tsx'
import type { RunForm } from './use-run-form.ts'

/** Filling in an input: a field for each part of it, or one text of JSON. */
export function InputFields({ form }: { form: RunForm }) {
  const { view, entries, json } = form.content
  if (form.fields.length === 0) return null
  return (
    <TabPanel value={view} className="space-y-5">
      {view === 'json' && <JsonEditor text={json} error={form.jsonError} change={form.changeJson} />}
      {shownFields(form.fields, view).map((field) => (
        <FormField
          key={`${form.resets} ${field.name}`}
          field={field}
          entry={entries[field.name] ?? ''}
          change={(entry) => form.change(field.name, entry)}
          error={form.errors[field.name]}
        />
      ))}
    </TabPanel>
  )
}
