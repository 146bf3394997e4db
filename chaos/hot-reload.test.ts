import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { onBoard } from './board.ts'
import { eventually } from './eventually.ts'
import { openRunners } from './evidence.ts'
import type { Installation } from './installation.ts'
import { scriptTask } from './task-source.ts'

/** 50 is the long form. */
const reloads = Number(process.env.CHAOS_RELOADS ?? 10)
/** Inside the checkout, so that it finds the packages. */
const copy = path.resolve('test-results/hot-reload')
const folders = ['app', 'lib', 'public']
const files = [
  'instrumentation.ts',
  'proxy.ts',
  'next.config.mjs',
  'postcss.config.mjs',
  'tailwind.config.ts',
]

test(
  `${reloads} hot reloads of "next dev" leave one manager and one runner, and start nothing again`,
  onBoard(
    async (board) => {
      board.task('long.sh', scriptTask('exec sleep 1h', { concurrency: 2 }))
      await board.openDoor()
      await using next = await startNext(board)
      await board.hasRunnerReady()
      const runs = [await board.run('long'), await board.run('long')]
      await eventually('both have started', () => board.starts.length === 2)
      const runner = board.runnerPid
      for (let version = 1; version <= reloads; version++) await next.reload(version)
      expect(openRunners(board.data)).toMatchObject([{ pid: runner }])
      expect(board.executing).toHaveLength(2)
      expect(board.starts).toHaveLength(2)
      for (const run of runs) {
        expect((await next.cancel(run.id)).status).toBe(202)
        await run.reaches('canceled')
      }
    },
    { drain: '1s' },
  ),
  300_000,
)

/** Bare `next dev`, without server.ts, on a copy that may be edited. */
async function startNext(board: Installation) {
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(copy, { recursive: true })
  for (const part of [...folders, ...files, 'package.json', 'tsconfig.json'])
    cpSync(part, path.join(copy, part), { recursive: true })
  const child = spawn(
    process.execPath,
    [path.resolve('node_modules/next/dist/bin/next'), 'dev', '--port', '0'],
    {
      cwd: copy,
      env: { ...process.env, ...board.env, NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const source = readFileSync('lib/manager.ts', 'utf8')
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (chunk) => (output += chunk))
  const url = await eventually('next dev listens', () => output.match(/http:\/\/localhost:\d+/)?.[0])
  return {
    cancel: (run: string) => fetch(`${url}/api/runs/${run}/cancel`, { method: 'POST' }),
    /** Edits the module of the manager, and waits until it is evaluated anew and page and API answer with it. */
    async reload(version: number) {
      const sign = `manager ${version} is evaluated`
      writeFileSync(path.join(copy, 'lib/manager.ts'), `${source}console.log('${sign}')\n`)
      await eventually('the edit is in use', async () => {
        const [page, answer] = await Promise.all([fetch(url), fetch(`${url}/api/tasks`)])
        return page.ok && answer.ok && output.includes(sign)
      })
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      rmSync(copy, { recursive: true, force: true })
    },
  }
}
