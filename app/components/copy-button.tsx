import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useLanguage } from '../i18n/provider.tsx'
import { Button } from './button.tsx'
import { copyText } from './copy-text.ts'

type Outcome = 'do' | 'done' | 'failed'

/** Copies `text`. Over plain http there is no clipboard: then the old way is tried, and else it says so. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const { t } = useLanguage()
  const [outcome, setOutcome] = useState<Outcome>('do')
  const press = async () => {
    setOutcome((await copyText(text)) ? 'done' : 'failed')
    setTimeout(() => setOutcome('do'), 2500)
  }
  return (
    <Button look="quiet" size="small" className="-mr-2" onClick={() => void press()} title={what}>
      {outcome === 'done' ? (
        <Check aria-hidden className="size-4" />
      ) : (
        <Copy aria-hidden className="size-4" />
      )}
      <span aria-live="polite">{t(`copy.${outcome}`)}</span>
      <span className="sr-only">{what}</span>
    </Button>
  )
}
