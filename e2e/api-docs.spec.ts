/** docs/api.md, done as it says: each of the ten things by curl, and by the client. */
import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { call } from './client.ts'
import { startServer, type TestServer } from './harness.ts'

const report = `#!/bin/sh
# ---
# input:
#   month: { type: string, default: 2026-09 }
#   seconds: { type: number, default: 0 }
#   table: { type: file, optional: true }
# concurrency: 4
# ---
echo "report of $INPUT_MONTH"
sleep "$INPUT_SECONDS"
echo "month,$INPUT_MONTH" > "$RUNBOARD_OUTPUT_DIR/report.csv"
test -z "$INPUT_TABLE" || INPUT_MONTH=$(cat "$INPUT_TABLE")
echo "::output::{\\"of\\":\\"$INPUT_MONTH\\"}"
`
const page = readFileSync('docs/api.md', 'utf8')
const things = page.split(/^## (?=\d)/m).slice(1)
const blockOf = (text: string, fence: string) => text.split(`\`\`\`sh ${fence}\n`, 2)[1]?.split('\n```', 1)[0]

/** What each of them prints, by curl and by the client. */
const prints: [curl: RegExp, client: RegExp][] = [
  [/^run_\w+\n$/, /^run_\w+\n$/],
  [/"of": "2026-09"/, /"of": ?"2026-09"/],
  [/^succeeded\n$/, /2026-09/],
  [/report of 2026-09\ntrue\nreport of 2026-09\n$/, /^report of 2026-09$/m],
  [/^\d+\nrun_\w+ succeeded/, /run_\w+ +report/],
  [/^run_\w+\n$/, /canceled/i],
  [/^run_\w+\n$/, /2026-09/],
  [/"of": "a,1"/, /"of": ?"a,1"/],
  [/^report.csv\nmonth,2026-09\n$/, /month,2026-09\n$/],
  [/^[1-9]\d*\n\d+\n$/, /^/],
]

let server: TestServer
let folder: string
test.beforeAll(async () => {
  server = await startServer({ tasks: { 'report.sh': report } })
  // One that the tenth thing finds at work.
  await call(server, 'POST', '/api/tasks/report/runs', { body: { input: { seconds: 600 } } })
  folder = mkdtempSync(path.join(tmpdir(), 'runboard-api-docs-'))
  writeFileSync(
    path.join(folder, 'runboard'),
    `#!/bin/sh\nexec "${process.execPath}" "${process.cwd()}/bin/runboard.ts" "$@"\n`,
  )
  chmodSync(path.join(folder, 'runboard'), 0o755)
})
test.afterAll(async () => {
  rmSync(folder, { recursive: true })
  await server.stop()
})

test('there are ten things', () => {
  expect(things).toHaveLength(prints.length)
  expect(blockOf(page, 'file=settings')).toBe('url=http://localhost:3000')
})

for (const [i, [curl, client]] of prints.entries()) {
  const [title = ''] = things[i]?.split('\n', 1) ?? []
  test(`${title}, by curl`, async () => {
    const work = newFolder()
    expect(await shell(work, things[i], 'curl')).toMatch(curl)
    if (title.startsWith('3.'))
      expect(await shell(work, things[i], 'curl'), 'in the same folder').toMatch(curl)
  })
  test(`${title}, by the client`, async () => {
    expect(await shell(newFolder(), things[i], 'client')).toMatch(client)
  })
}

const newFolder = () => mkdtempSync(path.join(folder, 'work-'))

/** What the block prints; it fails where one of its lines does. */
function shell(cwd: string, text: string | undefined, fence: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const env = { ...process.env, RUNBOARD_URL: server.url, PATH: `${folder}:${process.env.PATH}` }
  const script = `set -eu\nurl=${server.url}\n${blockOf(text ?? '', fence) ?? 'exit 9'}`
  execFile('sh', ['-c', script], { cwd, env }, (error, out, err) =>
    error ? reject(new Error(err + out)) : resolve(out),
  )
  return promise
}
