import { useState } from 'react'
import type { Task } from '../../../lib/resources.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Card } from '../card.tsx'
import type { RunForm } from '../form/use-run-form.ts'
import { TabList, TabPanel, Tabs } from '../tabs.tsx'
import { ApiTab } from './api-tab.tsx'
import { BadgeTab } from './badge-tab.tsx'

type ElsewhereCardProps = { task: Task; form: RunForm; login: boolean }

/** The task outside of these pages: started by programs, shown in a README. */
export function ElsewhereCard({ task, form, login }: ElsewhereCardProps) {
  const { t } = useLanguage()
  const [tab, setTab] = useState('api')
  const tabs = [
    { value: 'api', label: t('elsewhere.api') },
    { value: 'badge', label: t('elsewhere.badge') },
  ]
  return (
    <Tabs value={tab} choose={setTab}>
      <Card title={t('elsewhere.title')} aside={<TabList label={t('elsewhere.title')} tabs={tabs} />}>
        <TabPanel value={tab} className="space-y-4">
          {tab === 'api' ? (
            <ApiTab task={task} form={form} login={login} />
          ) : (
            <BadgeTab task={task} login={login} />
          )}
        </TabPanel>
      </Card>
    </Tabs>
  )
}
