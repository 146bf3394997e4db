import type { ReactNode } from 'react'
import { useLanguage } from '../../i18n/provider.tsx'
import { TabList, Tabs } from '../tabs.tsx'
import type { RunForm } from './use-run-form.ts'

/** Around a form that can be seen as fields or as JSON. */
export function ViewTabs({ form, children }: { form: RunForm; children: ReactNode }) {
  return (
    <Tabs value={form.content.view} choose={(view) => view !== form.content.view && form.turn()}>
      {children}
    </Tabs>
  )
}

export function ViewTabList({ form }: { form: RunForm }) {
  const { t } = useLanguage()
  if (form.fields.length === 0) return null
  const tabs = [
    { value: 'form', label: t('form.asFields') },
    { value: 'json', label: 'JSON' },
  ]
  return <TabList label={t('form.view')} tabs={tabs} />
}
