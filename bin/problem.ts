import type { Problem } from '../lib/resources.ts'

/** What the server says against a request: one line, or one for each field. Null where it said nothing. */
export function describeProblem(problem: Problem | null): string | null {
  if (typeof problem?.detail !== 'string') return null
  const fields = problem.errors?.map(({ pointer, detail }) => `${fieldOf(pointer)}: ${detail}`) ?? []
  if (fields.length > 0) return fields.join('\n')
  return problem.run === undefined ? problem.detail : `${problem.detail} (${problem.run})`
}

/** `/input/list/0` is named as it was given: `list/0`. */
function fieldOf(pointer: string): string {
  const path = pointer.replace(/^\/(input(\/|$))?/, '')
  return path.replaceAll('~1', '/').replaceAll('~0', '~') || 'input'
}
