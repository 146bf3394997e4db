/** A file of a run, onto this machine. */
import { randomUUID } from 'node:crypto'
import { createWriteStream, existsSync, openSync, realpathSync, statSync } from 'node:fs'
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
  if (isSpecial(file)) await transfer(session, source, createWriteStream('', { fd: openSync(file, 'w') }))
  else await writeWhole(file, force, (sink) => transfer(session, source, sink))
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

/** A device or a pipe is written to, and never replaced. */
function isSpecial(file: string): boolean {
  const known = statSync(file, { throwIfNoEntry: false })
  return known !== undefined && !known.isFile()
}

/** Under its own name only when it is whole. A link stays one: what it leads to is replaced. */
async function writeWhole(named: string, force: boolean, write: (sink: Writable) => Promise<void>) {
  const file = existsSync(named) ? realpathSync(named) : named
  const draft = path.join(path.dirname(file), `.${randomUUID()}.part`)
  const fd = opened(draft, named)
  try {
    await write(createWriteStream(draft, { fd }))
    refuseReplacing(named, force)
    await rename(draft, file)
  } finally {
    await rm(draft, { force: true })
  }
}

function opened(draft: string, file: string): number {
  try {
    return openSync(draft, 'wx')
  } catch (error) {
    throw new Failure(`${file} cannot be written: ${messageOf(error)}`, exitCodes.refused, { cause: error })
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
    if (error instanceof Failure) throw error
    if ((error as NodeJS.ErrnoException).syscall === 'write')
      throw new Failure(`It cannot be written: ${messageOf(error)}`, exitCodes.refused)
    throw new Failure(`It broke off: ${messageOf(error)}`, exitCodes.unreachable)
  } finally {
    process.off('SIGINT', leave).off('SIGTERM', leave)
  }
}
