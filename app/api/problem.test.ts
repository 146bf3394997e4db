import { afterEach, expect, test, vi } from 'vitest'
import { AppError } from '../../lib/errors.ts'
import { Problem } from '../../lib/resources.ts'
import { problem, problemOf } from './problem.ts'

afterEach(() => void vi.restoreAllMocks())

const request = (method = 'GET') => new Request('http://localhost/api/runs/x?y=z', { method })

test('an error that a caller can act on is told with all it knows', async () => {
  const errors = [{ pointer: '/input/waitTime', detail: 'Expected a number', code: 'invalid_type' }]
  const response = problem(new AppError('invalid_input', 'The input does not fit.', { errors }), request())
  expect(response.status).toBe(422)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(Problem.parse(await response.json())).toEqual({
    type: 'urn:runboard:problem:invalid_input',
    title: 'Invalid input',
    status: 422,
    detail: 'The input does not fit.',
    instance: '/api/runs/x',
    code: 'invalid_input',
    errors,
  })
})

test('the run that is in the way is named', () => {
  const { body } = problemOf(new AppError('task_busy', 'Busy.', { extra: { run: 'run_1' } }), '/')
  expect(JSON.parse(body)).toMatchObject({ run: 'run_1', status: 409 })
})

test('an error of a copy of the class, which Next bundled apart, is told as well', () => {
  const copy = Object.assign(new Error('There is no such run.'), {
    name: 'AppError',
    code: 'not_found',
    errors: [],
    extra: {},
  })
  expect(problemOf(copy, '/').status).toBe(404)
})

test.each([new Error('secret /etc/passwd'), 'secret', null, undefined, { code: 'not_found' }])(
  'a fault of ours, %j, is logged and not told',
  (thrown) => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { status, body } = problemOf(thrown, '/')
    expect(status).toBe(500)
    expect(body).not.toMatch(/secret|at .*:\d+/)
    expect(log).toHaveBeenCalledWith(thrown)
  },
)

test('what is unavailable may be asked for again', () => {
  expect(problemOf(new AppError('unavailable', 'Later.'), '/').headers).toMatchObject({ 'Retry-After': '1' })
})

test('a method that is not allowed names those that are', () => {
  const error = new AppError('method_not_allowed', 'No.', { extra: { allow: 'GET, HEAD' } })
  const { headers, body } = problemOf(error, '/')
  expect(headers).toMatchObject({ Allow: 'GET, HEAD' })
  expect(JSON.parse(body)).not.toHaveProperty('allow')
})

test('HEAD gets no body', async () => {
  const response = problem(new AppError('not_found', 'No.'), request('HEAD'))
  expect([response.status, await response.text()]).toEqual([404, ''])
})
