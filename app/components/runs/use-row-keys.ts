import type { RefObject } from 'react'
import { useKeys } from '../../hooks/use-keys.ts'

/** `j` and `k` go from run to run, where Enter opens it, and `x` chooses it. */
export function useRowKeys(frame: RefObject<HTMLElement | null>, pick: (id: string) => void) {
  const step = (by: number) => {
    const rows = [...(frame.current?.querySelectorAll<HTMLElement>('[data-run]') ?? [])]
    const at = rows.findIndex((row) => row.contains(document.activeElement))
    const next = rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]
    const link = next?.querySelector<HTMLElement>('a[data-open]')
    link?.focus({ preventScroll: true })
    next?.scrollIntoView({ block: 'nearest' })
  }
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    x: () => {
      const row = document.activeElement?.closest<HTMLElement>('[data-run]')
      if (row?.dataset.run && frame.current?.contains(row)) pick(row.dataset.run)
    },
  })
}
