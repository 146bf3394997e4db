import { useEffect, useRef, useState } from 'react'
import type { Run } from '../../../lib/resources.ts'
import { ProblemError } from '../../hooks/http.ts'
import type { Translate } from '../../i18n/message.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { wholeInput } from './content.ts'
import type { EntryError, Reading } from './entries.ts'
import { atFields, serverFindings } from './field-problems.ts'
import { useNoRoom } from './use-no-room.ts'

type Errors = Record<string, string>

/** What is wrong with a form, by the names of its fields, and in a sentence for all of it. The first such field gets the focus. */
export function useFormTrouble(active: readonly Run[]) {
  const { t } = useLanguage()
  const ref = useRef<HTMLFormElement>(null)
  const [errors, setErrors] = useState<Errors>({})
  const [problem, setProblem] = useState('')
  const { noRoom, forget, learn } = useNoRoom(active)
  useEffect(() => {
    if (Object.keys(errors).length > 0) ref.current?.querySelector<HTMLElement>(firstWrong)?.focus()
  }, [errors])

  const refuse = (found: Errors, otherwise = '') => {
    const count = Object.keys(found).length
    setErrors(found)
    setProblem(count > 0 ? t('form.wrong', { n: count }) : otherwise)
    forget()
  }
  return {
    ...{ ref, errors, problem: noRoom?.words ?? problem, noRoom, refuse },
    words: (found: Reading['errors']): Errors =>
      Object.fromEntries(Object.entries(found).map(([name, error]) => [name, wordsOf(error, t)])),
    /** Why a value keeps the JSON from being shown as a form. */
    refuseUnshown: (name: string) => refuse({ [wholeInput]: t('form.notShown', { name }) }),
    /** Why sending failed: at the fields `names`, where the server says so. */
    report(error: unknown, names: readonly string[], others: 'drop' | 'collect') {
      if (!(error instanceof ProblemError)) return refuse({}, t('trouble.notStarted'))
      refuse(atFields(serverFindings(error.problem), names, others), error.problem.detail)
      learn(error.problem)
    },
    /** Somebody is mending a field. */
    forgive(name: string) {
      setErrors(({ [name]: _mended, ...rest }) => rest)
      setProblem('')
      forget()
    },
  }
}

function wordsOf(error: EntryError, t: Translate) {
  if ('message' in error) return t(error.key, error)
  if ('limit' in error) return t(error.key, error)
  if ('form' in error) return t(error.key, error)
  return 'n' in error ? t(error.key, error) : t(error.key)
}

const firstWrong = ':is(input, select, textarea, [role=switch])[aria-invalid], [aria-invalid] input'
