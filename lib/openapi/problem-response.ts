/** What can go wrong, by status: every code with an example. Shared by all operations, as components. */
import type { ErrorCode } from '../errors.ts'
import { codesOf, problemKinds, problemType } from '../problems.ts'
import { Problem } from '../resources.ts'
import { problemHeaders } from './message-headers.ts'

const responses = new Map<number, ReturnType<typeof make>>()

export function problemResponse(status: number) {
  const response = responses.get(status) ?? make(status)
  responses.set(status, response)
  return response
}

function make(status: number) {
  const codes = codesOf(status)
  return {
    id: `Problem${status}`,
    description: codes.map((code) => problemKinds[code][1]).join(', or: '),
    headers: problemHeaders(status),
    content: {
      'application/problem+json': {
        schema: Problem,
        examples: Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code) }])),
      },
    },
  }
}

function exampleOf(code: ErrorCode) {
  const [status, title] = problemKinds[code]
  const field = {
    pointer: '/input/waitTime',
    detail: 'Too big: expected number to be <=3600',
    code: 'too_big',
  }
  return {
    type: problemType(code),
    title,
    status,
    detail: `${title}: here it says what is wrong and what to do.`,
    instance: '/api/tasks/heavy-task/runs',
    code,
    ...(code === 'invalid_input' && { errors: [field] }),
    ...(code === 'task_busy' && { run: 'run_1m86zv1jc0003wq4t7yd' }),
  }
}
