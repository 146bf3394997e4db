import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { Problem, Task } from '../../../lib/resources.ts'
import { ProblemError } from '../../hooks/http.ts'
import { usePress } from '../../hooks/use-press.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { type Entry, type EntryError, entriesOf, readEntries, uploading } from './entries.ts'
import { fieldsOf } from './fields.ts'

/** What is in the form of a task's input, what is wrong with it, and sending it. */
export function useRunForm(
  task: Task,
  values: Record<string, unknown> | undefined,
  submit: (input: unknown, key: string) => Promise<void>,
) {
  const { t } = useLanguage()
  const ref = useRef<HTMLFormElement>(null)
  const fields = useMemo(() => fieldsOf(task.inputSchema), [task.inputSchema])
  const [entries, setEntries] = useState(() => entriesOf(fields, values))
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState('')
  const reading = readEntries(fields, entries)
  const words = (error: EntryError) =>
    error.key === 'form.json' ? t(error.key, { message: error.message }) : t(error.key)

  const refuse = (found: Record<string, string>, otherwise = '') => {
    const count = Object.keys(found).length
    setErrors(found)
    setProblem(count > 0 ? t('form.wrong', { n: count }) : otherwise)
  }
  const { busy, press } = usePress(
    (key, input: unknown) => submit(input, key),
    (error) => {
      if (!(error instanceof ProblemError)) return refuse({}, t('trouble.notStarted'))
      refuse(
        errorsByField(
          error.problem,
          fields.map(({ name }) => name),
        ),
        error.problem.detail,
      )
    },
  )
  useEffect(() => {
    if (Object.keys(errors).length > 0) ref.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [errors])

  return {
    ref,
    fields,
    entries,
    errors,
    problem,
    busy: busy || Object.values(entries).includes(uploading),
    input: reading.input,
    change(name: string, entry: Entry) {
      setEntries((before) => ({ ...before, [name]: entry }))
      setErrors(({ [name]: _mended, ...rest }) => rest)
      setProblem('')
    },
    send(event: FormEvent) {
      event.preventDefault()
      const found = Object.entries(reading.errors).map(([name, error]) => [name, words(error)] as const)
      if (found.length > 0) return refuse(Object.fromEntries(found))
      refuse({})
      press(reading.input)
    },
  }
}

/** What the server says about each field: its pointers begin with `/input/` and the name. */
function errorsByField(problem: Problem, names: string[]) {
  const errors: Record<string, string> = {}
  for (const { pointer, detail } of problem.errors ?? []) {
    const [, , token = ''] = pointer.split('/')
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~')
    if (names.includes(name)) errors[name] ??= detail
  }
  return errors
}
