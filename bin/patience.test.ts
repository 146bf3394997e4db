import { expect, test } from 'vitest'
import { Failure } from './failure.ts'
import { patiently } from './patience.ts'

const away = () => new Failure('It is away.', 69, { isTemporary: true })

/** Fails with each of `errors` in turn, then succeeds. */
function asking(...errors: Error[]) {
  const said: string[] = []
  const say = (text: string) => said.push(text)
  const ask = async () => {
    const error = errors.shift()
    if (error) throw error
    return 'answer'
  }
  return { said, say, ask, left: errors }
}

test('a server that is away for a moment is asked again, which is said once', async () => {
  const { ask, say, said } = asking(away(), away())
  expect(await patiently(ask, { say, pauseMs: 1 })).toBe('answer')
  expect(said).toEqual(['It is away. Trying again for 60 s.', 'The server answers again.'])
})

test('a refusal is final', async () => {
  const { ask, say, left } = asking(new Failure('No.', 77), away())
  await expect(patiently(ask, { say })).rejects.toThrow('No.')
  expect(left).toHaveLength(1)
})

test('after a while the last failure is what is thrown', async () => {
  const { ask, say } = asking(...Array.from({ length: 1000 }, away))
  await expect(patiently(ask, { say, pauseMs: 1, longestMs: 30 })).rejects.toThrow('It is away.')
})

test('whoever leaves meanwhile does not wait', async () => {
  const { ask, say } = asking(away())
  const signal = AbortSignal.timeout(5)
  await expect(patiently(ask, { say, signal, pauseMs: 60_000 })).rejects.toThrow(/timeout/)
})
