import type { Problem } from '../../../lib/resources.ts'
import { wholeInput } from './content.ts'

/** What the server says about each field: its pointers begin with `/input/` and the name. `others` collect what has no field. */
export function fieldProblems(problem: Problem, names: readonly string[], others: 'drop' | 'collect') {
  const errors: Record<string, string> = {}
  const rest: string[] = []
  for (const { pointer, detail } of problem.errors ?? []) {
    const [, , token = ''] = pointer.split('/')
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~')
    if (names.includes(name)) errors[name] ??= detail
    else rest.push(name === '' ? detail : `${name}: ${detail}`)
  }
  if (others === 'collect' && rest.length > 0) errors[wholeInput] = rest.join('\n')
  return errors
}
