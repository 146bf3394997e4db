import { CircleAlert } from 'lucide-react'
import { useId } from 'react'
import { useLanguage } from '../../i18n/provider.tsx'
import { type ControlProps, FieldControl } from './field-control.tsx'
import type { Field } from './fields.ts'

type FormFieldProps = Pick<ControlProps, 'field' | 'entry' | 'change'> & { error: string | undefined }

/** One field with its label, its help and what is wrong with it. */
export function FormField({ field, entry, change, error }: FormFieldProps) {
  const id = useId()
  const help = useHelp(field)
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
  const wiring = { id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined }
  return (
    <div className="space-y-1.5">
      {field.kind === 'boolean' ? (
        <Tick {...{ field, entry, change, wiring }} />
      ) : (
        <>
          <Label field={field} id={id} />
          <FieldControl {...{ field, entry, change, wiring }} />
        </>
      )}
      {help && (
        <p id={`${id}-help`} className="text-caption text-muted">
          {help}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="foreign flex gap-1.5 text-bad text-caption">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
    </div>
  )
}

function Label({ field, id }: { field: Field; id: string }) {
  const { t } = useLanguage()
  return (
    <label htmlFor={id} className="flex items-baseline gap-2 font-medium">
      <bdi>{field.label}</bdi>
      {!field.required && field.default === undefined && (
        <span className="font-normal text-caption text-muted">{t('form.optional')}</span>
      )}
    </label>
  )
}

function Tick({ field, entry, change, wiring }: ControlProps) {
  return (
    <label className="touchable flex items-center gap-2.5 font-medium">
      <input
        {...wiring}
        type="checkbox"
        className="size-4.5 accent-accent"
        checked={entry === true}
        onChange={(event) => change(event.target.checked)}
      />
      <bdi>{field.label}</bdi>
    </label>
  )
}

function useHelp({ help, kind }: Field) {
  const { t } = useLanguage()
  const how = kind === 'textList' ? t('form.onePerLine') : kind === 'json' ? t('form.asJson') : null
  return [help, how].filter(Boolean).join(' ')
}
