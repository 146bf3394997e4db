/** The web process: `node server.ts [FOLDER] [--dev]`. It listens, guards what Next cannot see, and ends in order. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { problemOf } from './app/api/problem.ts'
import { fromPeer } from './lib/auth/address.ts'
import { parseConfig, requireTasksFolder } from './lib/config.ts'
import { messageOf } from './lib/errors.ts'
import { addressOf, connections, listen } from './lib/listen.ts'
import { manager } from './lib/manager.ts'
import { checkRaw, pathOf } from './lib/raw-guard.ts'
import { SizedResponse } from './lib/sized-response.ts'

process.on('uncaughtException', fail)
const dev = process.argv.includes('--dev')
const folder = process.argv.slice(2).filter((argument) => argument !== '--dev')
const config = parseConfig({ ...process.env, NODE_ENV: undefined }, folder) // a server is no test
requireTasksFolder(config)
Object.assign(process.env, {
  // Whoever else reads the settings finds the folder that was named.
  RUNBOARD_TASKS: config.tasks,
  // Next reads these while it loads; the second says that signals are handled here.
  NODE_ENV: dev ? 'development' : 'production',
  NEXT_MANUAL_SIG_HANDLE: 'true',
  NEXT_TELEMETRY_DISABLED: '1',
})

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>
const ready = Promise.withResolvers<Handle>()
let firstSignal: number | null = null
// An upgrade would pass our checks by; only Next's own development tools have one.
const shouldUpgradeCallback = ({ url }: IncomingMessage) => dev && /^\/_next\//.test(url ?? '')
const options = { shouldUpgradeCallback, ServerResponse: SizedResponse, ...connections }
const server = createServer(options, (request, response) => void answer(request, response))
// The port first: a second start must find it taken before it disturbs anything. Requests wait until all is ready.
await listen(server, config)
process.on('SIGINT', stop).on('SIGTERM', stop)
ready.resolve(await prepare())
const address = [addressOf(server, config), config.publicUrl].filter(Boolean).join(' and ')
console.log(`Runboard is at ${address}`)
await manager().tasksRead()
const { length: tasks } = (await manager().tasks()).data
console.log(`  tasks  ${tasks || 'none yet'} in ${config.tasks}\n  store  ${manager().storeName}`)

async function answer(request: IncomingMessage, response: ServerResponse) {
  try {
    if (!dev || !request.url?.startsWith('/__nextjs')) checkRaw(request, config)
    const handle = await ready.promise
    await fromPeer(request.socket.remoteAddress, () => handle(request, response))
  } catch (error) {
    if (response.headersSent) return void response.destroy()
    const { status, headers, body } = problemOf(error, pathOf(request.url))
    response.writeHead(status, headers).end(body)
  }
}

async function prepare(): Promise<Handle> {
  const { default: next } = await import('next')
  const { port } = server.address() as AddressInfo
  const app = next({ dev, hostname: config.host, port, httpServer: server, quiet: !dev })
  await Promise.all([manager().start(), app.prepare()])
  return app.getRequestHandler()
}

/** One Ctrl-C arrives twice, from the terminal and from npm; a signal that comes later is a wish to hurry. */
async function stop() {
  if (firstSignal !== null && performance.now() - firstSignal < 500) return
  firstSignal ??= performance.now()
  const closed = new Promise((resolve) => server.close(resolve))
  await manager().stop()
  // Who reads slowly is not waited for.
  await Promise.race([closed, delay(1000)])
  process.exit(0)
}

function fail(error: unknown) {
  console.error(process.env.RUNBOARD_LOG_LEVEL === 'debug' ? error : messageOf(error))
  process.exit(1)
}
