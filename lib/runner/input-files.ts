import { mkdir, open } from 'node:fs/promises'
import path from 'node:path'
import { countWithin } from '../count-within.ts'
import { fileInputs } from '../file-inputs.ts'
import type { Database } from '../store/database.ts'
import { bytesOf } from '../store/files.ts'
import { usedFiles } from '../store/run-files.ts'
import type { FileRow, RunRow } from '../store/schema.ts'
import type { AttemptFolder } from './attempt-folder.ts'
import type { LoadedTask } from './definitions.ts'
import { persist } from './persist.ts'

/**
 * The input as the task gets it: where it names an uploaded file, the path of a copy that belongs to this attempt.
 * Throws where a file is missing or cannot be written; `signal` ends the copying.
 */
export async function bringInput(
  db: Database,
  run: RunRow,
  { inputSchema }: LoadedTask,
  folder: AttemptFolder,
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  const input = JSON.parse(run.input) as Record<string, unknown>
  const wanted = fileInputs(inputSchema, input)
  if (wanted.length === 0) return input
  const files = new Map((await persist(() => usedFiles(db, run.id))).map((file) => [file.id, file]))
  for (const [index, { name, id }] of wanted.entries()) {
    const file = files.get(id)
    if (!file) throw new Error(`The run does not have the file that its input "${name}" names.`)
    // A folder for each: two may have one name.
    const target = path.join(folder.path, 'in', String(index))
    input[name] = await persist(() => copy(db, file, target, signal))
  }
  return input
}

async function copy(db: Database, file: FileRow, folder: string, signal: AbortSignal): Promise<string> {
  await mkdir(folder, { recursive: true })
  const target = path.join(folder, safeName(file.name))
  await using handle = await open(target, 'w', 0o600)
  for await (const bytes of bytesOf(db, file.id, 0, file.size - 1)) {
    signal.throwIfAborted()
    await handle.writeFile(bytes)
  }
  return target
}

/** Of bytes; file systems take 255. */
const longestName = 200

/** As the last part of a path, with its ending, which programs go by. */
export function safeName(name: string): string {
  const plain = name.replace(/[/\p{Cc}\p{Cs}]/gu, '_')
  if (/^\.{0,2}$/.test(plain)) return 'file'
  const { name: stem, ext } = path.parse(plain)
  const ending = Buffer.byteLength(ext) < longestName / 2 ? ext : ''
  return beginning(ending ? stem : plain, longestName - Buffer.byteLength(ending)) + ending
}

/** As many whole characters as fit into so many bytes. */
function beginning(text: string, bytes: number): string {
  const characters = [...text]
  const sizes = characters.map((character) => Buffer.byteLength(character))
  return characters.slice(0, countWithin(bytes, sizes)).join('')
}
