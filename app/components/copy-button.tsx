import { Check, Copy, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { useLanguage } from '../i18n/provider.tsx'
import { Button } from './button.tsx'
import { copyText } from './copy-text.ts'

type Outcome = 'do' | 'done' | 'failed'

type CopyButtonProps = {
  text: string
  what: string
  /** Instead of the word "Copy", with `what` behind it for those who do not see where it stands. */
  label?: string
  Icon?: LucideIcon
}

/** Copies `text`. Over plain http there is no clipboard: then the old way is tried, and else it says so. */
export function CopyButton({ text, what, label, Icon = Copy }: CopyButtonProps) {
  const { t } = useLanguage()
  const [outcome, setOutcome] = useState<Outcome>('do')
  const press = async () => {
    setOutcome((await copyText(text)) ? 'done' : 'failed')
    setTimeout(() => setOutcome('do'), 2500)
  }
  return (
    <Button
      look="quiet"
      size="small"
      className={label ? '' : '-mr-2'}
      onClick={() => void press()}
      title={what}
    >
      {outcome === 'done' ? (
        <Check aria-hidden className="size-4" />
      ) : (
        <Icon aria-hidden className="size-4" />
      )}
      <span aria-live="polite">{label && outcome === 'do' ? label : t(`copy.${outcome}`)}</span>
      {!label && <span className="sr-only">{what}</span>}
    </Button>
  )
}
