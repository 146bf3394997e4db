import { expect, it } from 'vitest'
import { atFields, serverFindings } from './field-problems.ts'

const errors = [
  ['/input/month', 'Too early'],
  ['/input/month', 'Too late'],
  ['/input/a~1b~0c/0', 'Too long'],
  ['/input', 'Too much'],
].map(([pointer = '', detail = '']) => ({ pointer, detail, code: 'x' }))
const problem = { type: '', title: '', status: 422, detail: '', instance: '', code: 'invalid_input', errors }

it('what the server found stands at its field, the first of it; the rest with the whole or nowhere', () => {
  const findings = serverFindings(problem)
  expect(atFields(findings, ['month', 'a/b~c'], 'drop')).toEqual({ month: 'Too early', 'a/b~c': 'Too long' })
  expect(atFields(findings, ['month'], 'collect')).toEqual({
    month: 'Too early',
    '': 'a/b~c: Too long\nToo much',
  })
})
