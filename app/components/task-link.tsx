import type { ComponentProps } from 'react'
import { AppLink } from './app-link.tsx'

export function TaskLink({ task, ...rest }: Omit<ComponentProps<typeof AppLink>, 'href'> & { task: string }) {
  return <AppLink {...rest} href={taskPath(task)} />
}

export const taskPath = (task: string) => `/tasks/${encodeURIComponent(task)}`
