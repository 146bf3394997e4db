/** The runner: `npm run runner`, or started and watched by the web. */
import { Socket } from 'node:net'
import { aborted } from '../aborted.ts'
import { type Config, parseConfig } from '../config.ts'
import { AppError } from '../errors.ts'
import { createLogger } from '../logger.ts'
import { takeLock } from '../store/lock.ts'
import { openStore } from '../store/open.ts'
import { Runner, type RunnerParts } from './runner.ts'

const webPipeOption = '--web-pipe'
/** How long the ends of what was stopped may take to be written. */
const patienceMs = 10_000
/** Node's timers hold 31 bits. */
const longestTimerMs = 2 ** 31 - 1

const stopping = new AbortController()
const hurry = new AbortController()
const kill = new AbortController()
let askedAt = Number.NEGATIVE_INFINITY
let serving: Runner | undefined
// First of all: a signal that comes while we start must not be missed.
process.on('SIGTERM', stop)
// The web that started us gets what its terminal sends, and tells us.
const isOwnMaster = !process.argv.includes(webPipeOption)
for (const name of ['SIGINT', 'SIGHUP']) process.on(name, () => isOwnMaster && stopOnce())

await main().catch((error) => {
  console.error(error instanceof AppError ? error.message : error)
  process.exitCode = 1
})
process.exit()

async function main() {
  const config = parseConfig(process.env)
  const logger = createLogger(config)
  const release = config.databaseUrl === null ? onlyRunner(config) : () => {}
  const db = await openStore(config)
  limitStop(config)
  const parts = { db, config, clock: db.clock, logger }
  const webGone = webIsGone()
  do {
    serving = new Runner(parts)
  } while (await serve(serving, parts, webGone))
  await db.close()
  release()
  logger.info('runner stopped')
}

function onlyRunner({ data }: Config): () => void {
  const release = takeLock(data, 'runner')
  if (release) return release
  throw new AppError(
    'unavailable',
    `Another runner works on ${data} already. There can be only one for a SQLite store.`,
  )
}

/** From its start until it has stopped. True when it had lost its lease, and another one must take its place. */
async function serve(
  runner: Runner,
  { db, config, logger }: RunnerParts,
  webGone: Promise<void>,
): Promise<boolean> {
  await runner.start()
  logger.info({ runner: runner.id, slots: config.slots }, 'runner started')
  // Where there may be other runners, the next web starts one beside us: what waits is left to that.
  const orphaned = webGone.then(() => (db.isShared ? undefined : runner.untilIdle()))
  const over = Promise.race([aborted(stopping.signal), orphaned])
  const lost = await Promise.race([runner.lost, over])
  if (!lost) {
    void runner.lost.then(() => kill.abort()) // while it stops: others may soon start what executes here
    await runner.stop(hurry.signal, kill.signal)
    return false
  }
  logger.warn({ runner: runner.id }, `${lost}; what it executes is ended, and it starts anew`)
  const now = AbortSignal.abort()
  await runner.stop(now, now, 'lost')
  return !stopping.signal.aborted
}

/** How long a stop may take, from when it is asked for. */
function limitStop({ drainMs }: Config) {
  const after = (ms: number, act: () => void) => setTimeout(act, Math.min(ms, longestTimerMs)).unref()
  void aborted(stopping.signal).then(() => after(drainMs, () => hurry.abort()))
  void aborted(hurry.signal).then(() => after((serving?.longestGraceMs ?? 0) + patienceMs, giveUp))
  void aborted(kill.signal).then(() => after(patienceMs, giveUp))
}

/** While the store cannot be written, no end can be told: the next runner finds what we leave, and settles it. */
function giveUp() {
  console.error('The runner stopped without writing how its runs ended: the store could not be written.')
  process.exit(1)
}

/** Each further request means it more. */
function stop() {
  ;[stopping, hurry, kill].find(({ signal }) => !signal.aborted)?.abort()
}

/** One Ctrl-C arrives twice, from the terminal and from npm. */
function stopOnce() {
  if (performance.now() - askedAt < 500) return
  askedAt = performance.now()
  stop()
}

/** The web that started us holds the other end of descriptor 3; started by hand, there is none. */
function webIsGone(): Promise<void> {
  if (!process.argv.includes(webPipeOption)) return new Promise(() => {})
  return new Promise((resolve) => {
    const socket = new Socket({ fd: 3, readable: true, writable: false })
    socket.on('close', () => resolve())
    socket.on('error', () => {})
    socket.resume()
  })
}
