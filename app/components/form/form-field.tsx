import { CircleAlert } from 'lucide-react'
import { useId } from 'react'
import { useLanguage } from '../../i18n/provider.tsx'
import { type ControlProps, FieldControl } from './field-control.tsx'
import type { Field, Kind } from './fields.ts'

type FormFieldProps = Pick<ControlProps, 'field' | 'entry' | 'change'> & { error: string | undefined }

/** One field with its label, its help and what is wrong with it. */
export function FormField({ field, entry, change, error }: FormFieldProps) {
  const id = useId()
  const help = useHelp(field)
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
  const wiring = {
    id,
    'aria-describedby': described,
    'aria-invalid': error ? true : undefined,
    'aria-required': (field.required && !hasValue.includes(field.kind)) || undefined,
  }
  const control = { field, entry, change, wiring, labelId: `${id}-label` }
  return (
    <div className="space-y-1.5">
      {field.kind === 'boolean' ? (
        <div className="touchable flex items-center gap-2.5">
          <FieldControl {...control} />
          <Label {...control} />
        </div>
      ) : (
        <>
          <Label {...control} />
          <FieldControl {...control} />
        </>
      )}
      {help && (
        <p id={`${id}-help`} className="foreign text-caption text-muted">
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

/** Of these something always counts as filled in. */
const hasValue: Kind[] = ['boolean', 'choices']

/** Several boxes have no single control to lead to. */
function Label({ field, wiring, labelId }: ControlProps) {
  const { t } = useLanguage()
  const isOptional = !field.required && field.default === undefined && field.kind !== 'boolean'
  const Element = field.kind === 'choices' ? 'span' : 'label'
  return (
    <Element
      id={labelId}
      {...(Element === 'label' && { htmlFor: wiring.id })}
      className="flex items-baseline gap-2 font-medium"
    >
      <bdi>{field.label}</bdi>
      {isOptional && <span className="font-normal text-caption text-muted">{t('form.optional')}</span>}
    </Element>
  )
}

function useHelp({ help, kind, examples }: Field) {
  const { t } = useLanguage()
  const how = kind === 'textList' ? t('form.onePerLine') : kind === 'json' ? t('form.asJson') : null
  const shown = examples.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join(', ')
  const hint = [how, shown && t('form.example', { value: shown })].filter(Boolean).join(' ')
  return [help, hint].filter(Boolean).join(' · ')
}
