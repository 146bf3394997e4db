import { expect, test } from 'vitest'
import { inTurn } from './in-turn.ts'

test('others get their turn between two answers', async () => {
  const order: string[] = []
  const answers = ['first', 'second', 'third'].map((name) => inTurn(async () => order.push(name)))
  const others = (async () => {
    for (let i = 0; i < 2; i++) {
      await answers[i]
      await new Promise((resolve) => process.nextTick(resolve))
      order.push(`other ${i}`)
    }
  })()
  await Promise.all([...answers, others])
  expect(order).toEqual(['first', 'other 0', 'second', 'other 1', 'third'])
})

test('one at a time, although each waits within', async () => {
  let atWork = 0
  const work = async () => {
    atWork += 1
    await new Promise((resolve) => setTimeout(resolve, 2))
    return atWork--
  }
  expect(await Promise.all([inTurn(work), inTurn(work), inTurn(work)])).toEqual([1, 1, 1])
})

test('an answer that fails is the trouble of its caller alone', async () => {
  const failed = inTurn(() => Promise.reject(new Error('gone')))
  const next = inTurn(async () => 'here')
  await expect(failed).rejects.toThrow('gone')
  expect(await next).toBe('here')
})
