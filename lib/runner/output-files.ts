/** What an attempt has left in its output folder becomes the run's files, once its processes are gone. */
import { type Dirent, constants as flags } from 'node:fs'
import { type FileHandle, open, readdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import { AppError, messageOf } from '../errors.ts'
import { chunkBytes } from '../store/bytes.ts'
import type { Database } from '../store/database.ts'
import { dropAttemptFiles, keepRunFile } from '../store/run-files.ts'
import type { Claim } from '../store/transition.ts'
import type { AttemptFolder } from './attempt-folder.ts'
import { isUnavailable } from './persist.ts'

const mostFiles = 100
const mostNamed = 20
/** How often a file is tried while the store cannot be written: in all some 12 seconds, which hold up the end of the run. */
const mostTries = 7

/** `limit` in bytes, of each file and of all together; `say` tells the reader of the log what was left out. */
export type Taking = { limit: number; clock: Clock; say: (text: string) => void }

/** Never throws: a run must get its end, whatever it has left. */
export async function takeOutput(db: Database, claim: Claim, folder: AttemptFolder, taking: Taking) {
  try {
    const entries = await entriesOf(folder)
    if (entries.length === 0) return
    await patiently(() => dropAttemptFiles(db, claim)) // a runner that died may have begun
    const leftOut = await takeAll(db, claim, entries, taking)
    if (leftOut.length > 0) taking.say(sentenceOf(leftOut))
  } catch (error) {
    if (!isLost(error)) taking.say(`Its files could not be kept: ${messageOf(error)}`)
  }
}

type LeftOut = { name: string; why: string }

/** Those directly in the folder, by name. */
async function entriesOf(folder: AttemptFolder): Promise<Dirent[]> {
  const entries = await readdir(folder.output, { withFileTypes: true }).catch((error) => {
    if (/^(ENOENT|ENOTDIR)$/.test(error.code)) return [] // the task has removed it
    throw error
  })
  if (entries.length > 0 && !(await folder.isGenuine())) throw new Error('the output folder was replaced.')
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function takeAll(db: Database, claim: Claim, entries: Dirent[], taking: Taking): Promise<LeftOut[]> {
  const leftOut: LeftOut[] = []
  let count = 0
  let room = taking.limit
  for (const entry of entries) {
    const { name } = entry
    if (count === mostFiles) {
      leftOut.push({ name, why: `there are ${mostFiles} already` })
      continue
    }
    try {
      room -= await take(db, claim, entry, { ...taking, limit: room })
      count++
    } catch (error) {
      if (isLost(error)) throw error
      leftOut.push({ name, why: whyNot(error, room < taking.limit) })
      if (isUnavailable(error)) throw error
    }
  }
  return leftOut
}

/** Its size in bytes. */
async function take(db: Database, claim: Claim, entry: Dirent, { limit, clock }: Taking): Promise<number> {
  if (entry.isDirectory()) throw new Refusal('is a folder')
  if (/\p{Cc}/u.test(entry.name)) throw new Refusal('has control characters in its name')
  const file = path.join(entry.parentPath, entry.name)
  // Neither through a link, nor waiting for somebody who writes into a pipe.
  await using handle = await open(file, flags.O_RDONLY | flags.O_NOFOLLOW | flags.O_NONBLOCK)
  const stat = await handle.stat()
  if (!stat.isFile()) throw new Refusal('is not a regular file')
  if (stat.size > limit) throw new AppError('too_large', 'is too large')
  const about = { name: entry.name, now: clock.now() }
  const { size } = await patiently(() => keepRunFile(db, claim, about, bytesIn(handle), limit))
  return size
}

async function* bytesIn(handle: FileHandle): AsyncGenerator<Buffer> {
  for (let position = 0; ; ) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, position)
    if (bytesRead === 0) return
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

async function patiently<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await act()
    } catch (error) {
      if (!isUnavailable(error) || tries === mostTries) throw error
      await sleep(100 * 2 ** tries)
    }
  }
}

/** Why a file is left out; the message goes on where its name ends. */
class Refusal extends Error {}

/** The run is no longer this attempt's: what it has left belongs to nobody. */
const isLost = (error: unknown) => error instanceof AppError && error.code === 'not_found'

function whyNot(error: unknown, isRoomTaken: boolean): string {
  if (error instanceof Refusal) return error.message
  if (error instanceof AppError && error.code === 'too_large')
    return isRoomTaken ? 'makes them larger than RUNBOARD_FILE_LIMIT' : 'is larger than RUNBOARD_FILE_LIMIT'
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ELOOP') return 'is a symbolic link'
  return code === 'ENXIO' ? 'is not a regular file' : `cannot be read: ${messageOf(error)}`
}

function sentenceOf(leftOut: LeftOut[]): string {
  const named = leftOut.slice(0, mostNamed).map(({ name, why }) => `${JSON.stringify(name)} ${why}`)
  const more = leftOut.length - named.length
  if (more > 0) named.push(`and ${more} more`)
  return `Not kept from RUNBOARD_OUTPUT_DIR: ${named.join('; ')}.`
}
