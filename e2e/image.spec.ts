/** What the Dockerfile makes, started as the image starts it. */
import { spawnSync } from 'node:child_process'
import { chownSync, cpSync, existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { commandOf, environmentOf } from '../scripts/deploy/dockerfile.ts'
import { call } from './client.ts'
import { buildImage, image, inside } from './image.ts'
import { freePort, isUp, launch } from './launch.ts'

const password = 'open-sesame-1'
const functionTask = `import { defineTask, z } from 'runboard'
export default defineTask({ input: z.object({}), run() {} })
`
/** The user `node` of the image, where we may become another one. */
const uid = process.getuid?.() === 0 ? 1000 : undefined
let root: string

test.describe.configure({ mode: 'serial' })
test.beforeAll(() => {
  test.setTimeout(300_000) // a build, on a machine that may be busy
  root = buildImage()
  cpSync('tasks', path.join(root, 'tasks'), { recursive: true })
  writeFileSync(path.join(root, 'tasks/function.ts'), functionTask)
  if (uid !== undefined) chownSync(path.join(root, 'data'), uid, uid)
})
test.afterAll(() => rmSync(root, { recursive: true, force: true }))

function environment(env: Record<string, string>) {
  const own = Object.entries(environmentOf(image)).map(([name, value]) => [
    name,
    value.replace(/^\/(data|tasks)$/, `${root}/$1`),
  ])
  return { ...Object.fromEntries(own), NODE_COMPILE_CACHE: path.join(root, 'data/node'), ...env }
}

function start(env: Record<string, string>) {
  const { cwd, env: within } = inside(root)
  return launch(commandOf(image, 'CMD'), { cwd, uid, env: environment({ PATH: `${within.PATH}`, ...env }) })
}

/** The exit code of the image's own check. */
function health(port: number) {
  const [program = '', ...args] = commandOf(image, 'HEALTHCHECK')
  const { cwd, env } = inside(root)
  return spawnSync(program, args, { cwd, env: { ...env, PORT: String(port) } }).status
}

test('it has what the server needs, and neither tests nor the tools that built it', () => {
  const app = path.join(root, 'app')
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  const left = Object.keys(devDependencies).filter((name) => existsSync(path.join(app, 'node_modules', name)))
  expect(left).toEqual([])
  expect(globSync('{app,bin,lib,scripts}/**/*.test.*', { cwd: app })).toEqual([])
  const megabytes = Number(/^\d+/.exec(String(spawnSync('du', ['-sm', app]).stdout))?.[0])
  expect(megabytes).toBeLessThan(450)
})

test('without a password it does not start', async () => {
  const server = start({ PORT: '0' })
  expect(await server.ended).toBe(1)
  expect(server.output()).toContain('Set RUNBOARD_PASSWORD')
})

test('it runs tasks as a user who may not change it, is well while it is up, and stops in order', async () => {
  const port = await freePort()
  const server = start({ PORT: String(port), RUNBOARD_PASSWORD: password })
  await isUp(server)
  expect(health(port)).toBe(0)
  const headers = { Authorization: `Bearer ${password}` }
  const sent = { headers: { ...headers, Prefer: 'wait=30' } }
  for (const task of ['word-count', 'function']) {
    const { body } = await call({ port }, 'POST', `/api/tasks/${task}/runs`, sent)
    expect([task, body.status]).toEqual([task, 'succeeded'])
  }
  server.child.kill('SIGTERM')
  expect(await server.ended).toBe(0)
  expect(health(port)).toBe(1)
})
