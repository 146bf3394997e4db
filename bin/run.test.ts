/** A run that is started over a connection that breaks. */
import { expect, test } from 'vitest'
import { command } from '../e2e/command-line.ts'
import { fakeServer } from '../e2e/fake-server.ts'

test('a request whose answer is lost is sent again with the same key', async () => {
  let starts = 0
  await using server = await fakeServer(({ method }, request, response) => {
    if (method === 'GET') response.end('{"name":"report","inputSchema":{}}')
    else if (starts++ < 2) request.socket.destroy()
    else response.writeHead(202).end('{"id":"run_1","status":"queued"}')
  })
  const { code, out, err } = await command(server.url, ['run', 'report'])
  expect([code, out]).toEqual([0, 'run_1\n'])
  expect(err).toMatch(/cannot be reached: \w+\. Trying again for 60 s\.\n.*answers again/)
  const keys = server.seen.flatMap(({ headers }) => headers['idempotency-key'] ?? [])
  expect(keys).toHaveLength(3)
  expect(new Set(keys).size).toBe(1)
})

test('a run that stands in for this one is named', async () => {
  await using server = await fakeServer(({ method }, _, response) => {
    if (method === 'GET') response.end('{"name":"report","inputSchema":{}}')
    else response.writeHead(202).end('{"id":"run_1","status":"running","joined":true}')
  })
  const { out, err } = await command(server.url, ['run', 'report'])
  expect([out, err]).toEqual(['run_1\n', expect.stringContaining('run_1 is active already')])
})
