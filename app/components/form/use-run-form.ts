import { type FormEvent, useEffect, useMemo, useState } from 'react'
import { canonicalJson } from '../../../lib/json.ts'
import type { Task } from '../../../lib/resources.ts'
import { usePress } from '../../hooks/use-press.ts'
import { type Content, contentOf, readContent, shownFields, turned, wholeInput } from './content.ts'
import { type Entry, type Reading, uploading } from './entries.ts'
import { atFields } from './field-problems.ts'
import { fieldsOf } from './fields.ts'
import type { Values } from './fits.ts'
import { limitErrors } from './limits.ts'
import { forgetInput, recallInput, rememberInput } from './remembered.ts'
import { useFormTrouble } from './use-form-trouble.ts'

export type RunForm = ReturnType<typeof useRunForm>

type Submit = (input: Values, key: string) => Promise<void>

/**
 * What is in the form of a task's input, what is wrong with it, and sending it. Without `values` it shows what was sent
 * last.
 */
export function useRunForm(task: Task, values: Values | undefined, submit: Submit) {
  const fields = useMemo(() => fieldsOf(task.inputSchema), [task.inputSchema])
  const [content, setContent] = useState(() => contentOf(fields, values ?? recallInput(task.name, fields)))
  const trouble = useFormTrouble(task.active)
  const { input, errors } = readContent(fields, content)
  const { busy, send } = useSending(task, fields, content, submit, trouble)
  const actions = useEditing(task, fields, content, setContent, trouble)
  return {
    ...{ ref: trouble.ref, errors: trouble.errors, problem: trouble.problem, noRoom: trouble.noRoom },
    ...{ ...actions, fields, content, input },
    busy: busy || Object.values(content.entries).includes(uploading),
    /** What is wrong with the JSON as a whole. */
    jsonError: trouble.errors[wholeInput] ?? trouble.words(errors)[wholeInput],
    isReset: canonicalJson(input) === canonicalJson(readContent(fields, contentOf(fields)).input),
    send(event: FormEvent) {
      event.preventDefault()
      send({ input, errors })
    },
  }
}

type Fields = ReturnType<typeof fieldsOf>
type Trouble = ReturnType<typeof useFormTrouble>

function useSending(task: Task, fields: Fields, { view }: Content, submit: Submit, trouble: Trouble) {
  const names = shownFields(fields, view).map(({ name }) => name)
  const others = view === 'json' ? 'collect' : 'drop'
  const { busy, press } = usePress(
    async (key, input: Values) => {
      await submit(input, key)
      if (fields.length > 0) rememberInput(task.name, fields, input)
    },
    (error) => trouble.report(error, names, others),
  )
  const send = ({ input, errors }: Reading) => {
    const isRead = !Object.hasOwn(errors, wholeInput)
    const found = trouble.words({ ...(isRead && limitErrors(fields, input)), ...errors })
    trouble.refuse(atFields(Object.entries(found), names, others))
    if (Object.keys(found).length === 0) press(input)
  }
  return { busy, send }
}

function useEditing(
  task: Task,
  fields: Fields,
  content: Content,
  setContent: (change: (before: Content) => Content) => void,
  trouble: Trouble,
) {
  /** Counts the resets: fields with a state of their own begin anew. */
  const [resets, setResets] = useState(0)
  const { ref } = trouble
  useEffect(() => {
    if (resets > 0) ref.current?.querySelector<HTMLElement>(control)?.focus()
  }, [resets, ref])
  return {
    resets,
    change(name: string, entry: Entry) {
      setContent((before) => ({ ...before, entries: { ...before.entries, [name]: entry } }))
      trouble.forgive(name)
    },
    changeJson(json: string) {
      setContent((before) => ({ ...before, json }))
      trouble.forgive(wholeInput)
    },
    /** To the other view, where that shows all of it. */
    turn() {
      const next = turned(fields, content)
      if ('unshown' in next) return trouble.refuseUnshown(next.unshown)
      if ('errors' in next) return trouble.refuse(trouble.words(next.errors))
      setContent(() => next.content)
      trouble.refuse({})
    },
    reset() {
      forgetInput(task.name)
      setContent(({ view }) => ({ ...contentOf(fields), view }))
      setResets(resets + 1)
      trouble.refuse({})
    },
  }
}

/** What is filled in. */
const control = ':is(input, select, textarea):not([aria-hidden]), [role=switch]'
