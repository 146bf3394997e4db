import { useEffect, useRef, useState } from 'react'
import { ProblemError } from '../../hooks/http.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { wholeInput } from './content.ts'
import type { EntryError, Reading } from './entries.ts'
import { fieldProblems } from './field-problems.ts'

type Errors = Record<string, string>

/** What is wrong with a form, by the names of its fields, and in a sentence for all of it. The first such field gets the focus. */
export function useFormTrouble() {
  const { t } = useLanguage()
  const ref = useRef<HTMLFormElement>(null)
  const [errors, setErrors] = useState<Errors>({})
  const [problem, setProblem] = useState('')
  useEffect(() => {
    if (Object.keys(errors).length > 0) ref.current?.querySelector<HTMLElement>(firstWrong)?.focus()
  }, [errors])

  const refuse = (found: Errors, otherwise = '') => {
    const count = Object.keys(found).length
    setErrors(found)
    setProblem(count > 0 ? t('form.wrong', { n: count }) : otherwise)
  }
  const say = (error: EntryError) =>
    error.key === 'form.json' ? t(error.key, { message: error.message }) : t(error.key)

  return {
    ...{ ref, errors, problem, refuse },
    words: (found: Reading['errors']): Errors =>
      Object.fromEntries(Object.entries(found).map(([name, error]) => [name, say(error)])),
    /** Why a value keeps the JSON from being shown as a form. */
    refuseUnshown: (name: string) => refuse({ [wholeInput]: t('form.notShown', { name }) }),
    /** Why sending failed: at the fields `names`, where the server says so. */
    report(error: unknown, names: readonly string[], others: 'drop' | 'collect') {
      if (!(error instanceof ProblemError)) return refuse({}, t('trouble.notStarted'))
      refuse(fieldProblems(error.problem, names, others), error.problem.detail)
    },
    /** Somebody is mending a field. */
    forgive(name: string) {
      setErrors(({ [name]: _mended, ...rest }) => rest)
      setProblem('')
    },
  }
}

const firstWrong = ':is(input, select, textarea, [role=switch])[aria-invalid], [aria-invalid] input'
