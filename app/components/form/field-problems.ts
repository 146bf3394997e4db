import type { Problem } from '../../../lib/resources.ts'
import { wholeInput } from './content.ts'

/** What is wrong, by the name of its field. */
export type Finding = [name: string, words: string]

/** What the server says about each field: its pointers begin with `/input/` and the name. */
export function serverFindings(problem: Problem): Finding[] {
  return (problem.errors ?? []).map(({ pointer, detail }) => {
    const [, , token = ''] = pointer.split('/')
    return [token.replaceAll('~1', '/').replaceAll('~0', '~'), detail]
  })
}

/** The first finding about each of `names`. `others` collect what has no field. */
export function atFields(findings: readonly Finding[], names: readonly string[], others: 'drop' | 'collect') {
  const errors: Record<string, string> = {}
  const rest: string[] = []
  for (const [name, words] of findings) {
    if (names.includes(name)) errors[name] ??= words
    else rest.push(name === wholeInput ? words : `${name}: ${words}`)
  }
  if (others === 'collect' && rest.length > 0) errors[wholeInput] = rest.join('\n')
  return errors
}
