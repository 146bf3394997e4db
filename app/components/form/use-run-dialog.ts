import { useState } from 'react'
import { usePress } from '../../hooks/use-press.ts'
import { useReportFailure } from '../use-report-failure.ts'
import type RunDialog from './run-dialog.tsx'

type Opened<Purpose> = { Dialog: typeof RunDialog; purpose: Purpose }

/** Loads the dialog when it is first asked for. Where that fails the page stays as it is, and says so. */
export function useRunDialog<Purpose>() {
  const [opened, setOpened] = useState<Opened<Purpose> | null>(null)
  const { busy, press } = usePress(async (_key, purpose: Purpose) => {
    const { default: Dialog } = await import('./run-dialog.tsx')
    setOpened({ Dialog, purpose })
  }, useReportFailure('trouble.notDone'))
  return { opened, opening: busy, open: press, close: () => setOpened(null) }
}
