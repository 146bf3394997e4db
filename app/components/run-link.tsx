import type { ComponentProps } from 'react'
import { AppLink } from './app-link.tsx'

export function RunLink({ id, ...rest }: Omit<ComponentProps<typeof AppLink>, 'href'> & { id: string }) {
  return <AppLink {...rest} href={`/runs/${encodeURIComponent(id)}`} />
}
