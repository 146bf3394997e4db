import { Tabs as BaseTabs } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

type TabsProps = { value: string; choose: (value: string) => void; children: ReactNode }

/** Several views of one thing: somewhere within are a `TabList` to choose from, and the `TabPanel` of what is chosen. */
export function Tabs({ value, choose, children }: TabsProps) {
  return (
    <BaseTabs.Root value={value} onValueChange={choose} className="contents">
      {children}
    </BaseTabs.Root>
  )
}

type TabListProps = { label: string; tabs: readonly { value: string; label: string }[] }

export function TabList({ label, tabs }: TabListProps) {
  return (
    <BaseTabs.List
      aria-label={label}
      className="inline-flex shrink-0 gap-0.5 rounded-control border border-line bg-sunken p-0.5"
    >
      {tabs.map((tab) => (
        <BaseTabs.Tab
          key={tab.value}
          value={tab.value}
          className="touchable inline-flex h-7 cursor-pointer select-none items-center justify-center rounded-[6px] border border-transparent px-3 font-medium text-caption text-muted transition-colors hover:text-ink data-active:border-line data-active:bg-surface data-active:text-ink data-active:shadow-card"
        >
          {tab.label}
        </BaseTabs.Tab>
      ))}
    </BaseTabs.List>
  )
}

/** What is in it can be reached by keyboard, so that it need not be a stop itself. */
export function TabPanel(props: { value: string; className?: string; children: ReactNode }) {
  return <BaseTabs.Panel {...props} tabIndex={-1} />
}
