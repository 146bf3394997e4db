/** A file of a run, onto this machine. */
import { randomUUID } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { messageOf } from '../lib/errors.ts'
import { exitCodes } from './exit-codes.ts'
import { Failure, wrongUsage } from './failure.ts'
import { runPath } from './run-path.ts'
import type { Session } from './session.ts'
import { visibleLine } from './visible.ts'

type Wanted = {
  id: string
  /** As the API lists it. */
  name: string
  /** Path of the file to write; `-` is stdout; undefined is the name, in the working folder. */
  target: string | undefined
  /** Whether a file that is there may be replaced. */
  force: boolean
}

/** Writes it whole or not at all. */
export async function download(session: Session, { id, name, target, force }: Wanted): Promise<number> {
  const source = runPath(id, 'files', name)
  if (target === '-') {
    await transfer(session, source, process.stdout, { end: false })
    return 0
  }
  const file = target ?? plainName(name)
  refuseReplacing(file, force)
  await writeWhole(file, force, (draft) =>
    transfer(session, source, createWriteStream(draft, { flags: 'wx' })),
  )
  const { size } = await stat(file)
  if (session.json) session.screen.json({ name, file, size })
  else session.screen.say(`${visibleLine(file)}, ${size} bytes`)
  return 0
}

/** A name may be made up by a task: it leads nowhere but into the working folder. */
function plainName(name: string): string {
  const isPlain = name === path.basename(name) && !/[\0\\]/.test(name) && name !== '.' && name !== '..'
  if (isPlain) return name
  throw wrongUsage(`${name} would not be in this folder. Name a file: -o FILE`)
}

function refuseReplacing(file: string, force: boolean) {
  if (!force && existsSync(file))
    throw new Failure(
      `${file} is there already. Replace it with --force, or name another: -o FILE`,
      exitCodes.refused,
    )
}

/** Under its own name only when it is whole. */
async function writeWhole(file: string, force: boolean, write: (draft: string) => Promise<void>) {
  const draft = path.join(path.dirname(file), `.${randomUUID()}.part`)
  try {
    await write(draft)
    refuseReplacing(file, force)
    await rename(draft, file)
  } finally {
    await rm(draft, { force: true })
  }
}

async function transfer({ api }: Session, source: string, sink: Writable, options: { end?: boolean } = {}) {
  const left = new AbortController()
  const leave = () => left.abort(new Failure('The download was not finished.', exitCodes.left))
  process.once('SIGINT', leave).once('SIGTERM', leave)
  try {
    const { body } = await api.send(source, { headers: { Accept: '*/*' }, signal: left.signal })
    await pipeline(body ? Readable.fromWeb(body as never) : Readable.from([]), sink, {
      ...options,
      signal: left.signal,
    })
  } catch (error) {
    left.signal.throwIfAborted()
    throw error instanceof Failure
      ? error
      : new Failure(`It broke off: ${messageOf(error)}`, exitCodes.unreachable)
  } finally {
    process.off('SIGINT', leave).off('SIGTERM', leave)
  }
}
