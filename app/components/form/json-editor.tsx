import { CircleAlert } from 'lucide-react'
import { useId } from 'react'
import { useLanguage } from '../../i18n/provider.tsx'
import { fieldShape } from './field-control.tsx'

type JsonEditorProps = { text: string; error: string | undefined; change: (text: string) => void }

/** The whole input as one text. There is always room for what is wrong with it, so that nothing jumps. */
export function JsonEditor({ text, error, change }: JsonEditorProps) {
  const { t } = useLanguage()
  const id = useId()
  const rows = Math.min(20, Math.max(8, text.split('\n').length + 1))
  return (
    <div className="space-y-1.5">
      <textarea
        id={id}
        aria-label={t('form.inputAsJson')}
        aria-describedby={`${id}-error`}
        aria-invalid={error ? true : undefined}
        className={`block ${fieldShape} font-mono text-code`}
        rows={rows}
        spellCheck={false}
        value={text}
        onChange={(event) => change(event.target.value)}
      />
      <p
        id={`${id}-error`}
        className="foreign flex min-h-5 gap-1.5 whitespace-pre-line text-bad text-caption"
      >
        {error && <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />}
        {error}
      </p>
    </div>
  )
}
