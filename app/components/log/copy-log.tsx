import { Check, Copy, CopyX } from 'lucide-react'
import { useState } from 'react'
import { wholeLog } from '../../hooks/log-text.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { copyText } from '../copy-text.ts'
import { ToolButton } from './tool-button.tsx'

const outcomes = {
  copy: Copy,
  copied: Check,
  notCopied: CopyX,
}

/** Copies the whole log, however much of it the page holds. */
export function CopyLog({ id }: { id: string }) {
  const { t } = useLanguage()
  const [outcome, setOutcome] = useState<keyof typeof outcomes>('copy')
  const [busy, setBusy] = useState(false)
  const press = async () => {
    setBusy(true)
    const copied = await copyText(wholeLog(id)).catch(() => false)
    setBusy(false)
    setOutcome(copied ? 'copied' : 'notCopied')
    setTimeout(() => setOutcome('copy'), 2500)
  }
  return (
    <>
      <ToolButton
        label={t(`log.${outcome}`)}
        icon={outcomes[outcome]}
        busy={busy}
        press={() => void press()}
      />
      <span role="status" className="sr-only">
        {outcome !== 'copy' && t(`log.${outcome}`)}
      </span>
    </>
  )
}
