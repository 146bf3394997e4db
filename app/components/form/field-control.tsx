import { useLanguage } from '../../i18n/provider.tsx'
import { Switch } from '../switch.tsx'
import type { Entry } from './entries.ts'
import type { Field } from './fields.ts'
import { FileControl } from './file-control.tsx'

export type ControlProps = {
  field: Field
  entry: Entry
  change: (entry: Entry) => void
  /** Ties the control to its label, help and error. */
  wiring: {
    id: string
    'aria-describedby': string | undefined
    'aria-invalid': boolean | undefined
    'aria-required': boolean | undefined
  }
  /** The id of its label, for what is no single control of the browser. */
  labelId: string
}

/** How everything looks that is typed into. */
export const fieldShape =
  'touchable w-full min-w-0 rounded-control border border-edge bg-surface px-3 py-1.5 text-body text-ink aria-invalid:border-bad-mark aria-invalid:ring-1 aria-invalid:ring-bad-mark'

/** What a field is filled in with. */
export function FieldControl(props: ControlProps) {
  const { kind } = props.field
  if (kind === 'boolean') return <OnOff {...props} />
  if (kind === 'choice') return <Choice {...props} />
  if (kind === 'choices') return <Choices {...props} />
  if (kind === 'longText' || kind === 'textList' || kind === 'json') return <Lines {...props} />
  if (kind === 'file') return <FileControl {...props} />
  return <Line {...props} />
}

const inputTypes = { number: 'number', integer: 'number', date: 'date', dateTime: 'datetime-local' } as const

function Line({ field, entry, change, wiring }: ControlProps) {
  const { kind, secret, min, max } = field
  const plain = secret ? 'password' : 'text'
  const type = kind in inputTypes ? inputTypes[kind as keyof typeof inputTypes] : plain
  const step = kind === 'integer' ? 1 : kind === 'number' ? 'any' : undefined
  return (
    <input
      {...wiring}
      {...{ type, min, max, step }}
      autoComplete={secret ? 'new-password' : 'off'}
      className={`${fieldShape} ${kind === 'text' ? '' : 'numbers max-w-60'}`}
      value={String(entry)}
      onChange={(event) => change(event.target.value)}
    />
  )
}

function Lines({ field, entry, change, wiring }: ControlProps) {
  const text = String(entry)
  const rows = Math.min(12, Math.max(3, text.split('\n').length + 1))
  return (
    <textarea
      {...wiring}
      className={`block ${fieldShape} ${field.kind === 'json' ? 'font-mono text-code' : ''}`}
      rows={rows}
      spellCheck={field.kind === 'longText'}
      value={text}
      onChange={(event) => change(event.target.value)}
    />
  )
}

function Choice({ field, entry, change, wiring }: ControlProps) {
  const { t } = useLanguage()
  return (
    <select
      {...wiring}
      className={`${fieldShape} h-9.5 sm:max-w-60`}
      value={String(entry)}
      onChange={(event) => change(event.target.value)}
    >
      {field.default === undefined && (
        <option value="">{t(field.required ? 'form.choose' : 'form.none')}</option>
      )}
      {field.options.map((option) => (
        <option key={JSON.stringify(option)} value={JSON.stringify(option)}>
          {String(option)}
        </option>
      ))}
    </select>
  )
}

function OnOff({ entry, change, wiring, labelId }: ControlProps) {
  return <Switch {...wiring} labelId={labelId} on={entry === true} change={change} />
}

function Choices({ field, entry, change, wiring, labelId }: ControlProps) {
  const chosen = Array.isArray(entry) ? entry : []
  const toggle = (option: string) =>
    change(chosen.includes(option) ? chosen.filter((each) => each !== option) : [...chosen, option])
  return (
    <fieldset className="flex flex-wrap gap-x-5 gap-y-1" {...wiring} aria-labelledby={labelId}>
      {field.options.map((value) => {
        const option = JSON.stringify(value)
        return (
          <label key={option} className="touchable inline-flex items-center gap-2">
            <input
              type="checkbox"
              className="size-4.5 accent-accent"
              checked={chosen.includes(option)}
              onChange={() => toggle(option)}
            />
            {String(value)}
          </label>
        )
      })}
    </fieldset>
  )
}
