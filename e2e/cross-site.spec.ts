/** A page of another site, open in the browser of somebody who can reach the server, must not start anything. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import { startServer, type TestServer } from './harness.ts'

const tasks = {
  'touch.ts': `import { defineTask } from 'runboard'
    export default defineTask({ run: () => 'done' })`,
}

let server: TestServer
let attacker: Server
let attackerUrl: string

test.beforeAll(async () => {
  server = await startServer({ tasks })
  attacker = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Elsewhere</title>')
  })
  await new Promise<void>((resolve) => attacker.listen(0, '127.0.0.1', resolve))
  // Another host name than the server's, and so another site.
  attackerUrl = `http://127.0.0.1:${(attacker.address() as AddressInfo).port}`
})
test.afterAll(async () => {
  attacker.close()
  await server.stop()
})

const attacks: Record<string, (url: string) => Promise<unknown>> = {
  'a fetch that reads no answer': (url) => fetch(url, { method: 'POST', mode: 'no-cors' }),
  'a fetch with text': (url) => fetch(url, { method: 'POST', mode: 'no-cors', body: '{}' }),
  'a fetch with JSON': (url) =>
    fetch(url, { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } }),
  'a beacon': async (url) => navigator.sendBeacon(url, new Blob(['{}'], { type: 'text/plain' })),
  'a form': async (url) => {
    const frame = document.createElement('iframe')
    frame.name = 'answer'
    const form = document.createElement('form')
    Object.assign(form, { action: url, method: 'post', target: 'answer', enctype: 'multipart/form-data' })
    document.body.append(frame, form)
    form.submit()
  },
}

for (const [name, attack] of Object.entries(attacks)) {
  test(`${name} from another site starts no run`, async ({ page, request }) => {
    await page.goto(attackerUrl)
    const answered = page.waitForEvent('requestfinished', { predicate: (sent) => sent.method() === 'POST' })
    const failed = page.waitForEvent('requestfailed')
    await page.evaluate(attack, `${server.url}/api/tasks/touch/runs`).catch(() => {})
    await Promise.race([answered, failed])
    const { data } = await (await request.get(`${server.url}/api/runs`)).json()
    expect(data).toEqual([])
  })
}
