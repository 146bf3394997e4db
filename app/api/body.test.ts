import { expect, test } from 'vitest'
import { readBody } from './body.ts'

const mb = 1024 ** 2

function post(body?: BodyInit, headers: Record<string, string> = {}) {
  return new Request('http://localhost/api/x', {
    method: 'POST',
    body,
    headers,
    duplex: 'half',
  } as RequestInit)
}

/** A body of unknown length that counts how often it is asked for more. */
function endless(chunk: Uint8Array<ArrayBuffer>) {
  const asked = { times: 0 }
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      asked.times++
      controller.enqueue(chunk)
    },
  })
  return { asked, stream }
}

test('no body, an empty one and blanks are nothing', async () => {
  expect(await readBody(post())).toBeUndefined()
  expect(await readBody(post(''))).toBeUndefined()
  expect(await readBody(post(' \n'))).toBeUndefined()
})

test('JSON is read, over the borders of chunks', async () => {
  const bytes = new TextEncoder().encode('{"a":"日本語"}')
  const stream = new ReadableStream({
    start(controller) {
      for (const byte of bytes) controller.enqueue(new Uint8Array([byte]))
      controller.close()
    },
  })
  expect(await readBody(post(stream))).toEqual({ a: '日本語' })
})

test('one megabyte is read, and a byte more is too large', async () => {
  const filled = (size: number) => JSON.stringify('x'.repeat(size - 2))
  expect(await readBody(post(filled(mb)))).toHaveLength(mb - 2)
  await expect(readBody(post(filled(mb + 1)))).rejects.toMatchObject({ code: 'too_large' })
})

test('a body without an end is not read for ever', async () => {
  const chunk = new Uint8Array(64 * 1024)
  const { stream, asked } = endless(chunk)
  await expect(readBody(post(stream))).rejects.toMatchObject({ code: 'too_large' })
  expect(asked.times * chunk.length).toBeLessThan(10 * mb)
})

test.each([[[0xff, 0xfe]], [[0x22, 0xc3, 0x28, 0x22]], [[0x22, 0xed, 0xa0, 0x80, 0x22]]])(
  'the bytes %j are not UTF-8',
  async (bytes) => {
    await expect(readBody(post(new Uint8Array(bytes)))).rejects.toMatchObject({ code: 'malformed' })
  },
)

test('a byte order mark is no JSON', async () => {
  await expect(readBody(post('\ufeff{}'))).rejects.toMatchObject({ code: 'malformed' })
})
