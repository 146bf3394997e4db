import type { MouseEvent, ReactNode } from 'react'
import type { RunsQuery } from '../../hooks/runs-query.ts'
import { goTo, runsAddress } from '../../hooks/use-runs-query.ts'
import { buttonLook } from '../button-look.ts'

/** A link to another part of the list. Followed here, it starts at the top, and asks the server for the runs only. */
export function PageLink({ to, children }: { to: RunsQuery; children: ReactNode }) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    goTo(to)
    window.scrollTo(0, 0)
    document.getElementById('content')?.focus({ preventScroll: true })
  }
  return (
    <a href={runsAddress(to)} onClick={follow} className={buttonLook()}>
      {children}
    </a>
  )
}
