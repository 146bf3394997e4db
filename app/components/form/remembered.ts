import type { Field } from './fields.ts'
import { fittingValues, type Values } from './fits.ts'

/** What a task was last started with in this browser; nothing where that is unknown, or does not fit any more. */
export function recallInput(task: string, fields: readonly Field[], store = ownStore()): Values {
  try {
    const values: unknown = JSON.parse(store?.getItem(keyOf(task)) ?? '{}')
    return fittingValues(fields.filter(isMemorable), values as Values)
  } catch {
    return {}
  }
}

/** Keeps the input for the next time; never a secret, and never a file. */
export function rememberInput(task: string, fields: readonly Field[], input: Values, store = ownStore()) {
  const kept = fields.filter((field) => isMemorable(field) && Object.hasOwn(input, field.name))
  try {
    store?.setItem(
      keyOf(task),
      JSON.stringify(Object.fromEntries(kept.map(({ name }) => [name, input[name]]))),
    )
  } catch {
    // A browser that keeps nothing only costs the reader some typing.
  }
}

export function forgetInput(task: string, store = ownStore()) {
  store?.removeItem(keyOf(task))
}

const keyOf = (task: string) => `runboard input of ${task}`

const isMemorable = ({ secret, kind }: Field) => !secret && kind !== 'file'

/** A browser may forbid even to look at it. */
function ownStore(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null {
  try {
    return globalThis.localStorage ?? null
  } catch {
    return null
  }
}
