import { createHash } from 'node:crypto'
import {
  closeSync,
  type Dirent,
  existsSync,
  openSync,
  readdirSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs'
import path from 'node:path'
import { isOutOfFiles } from './out-of-files.ts'

/** One file of the tasks folder that is a task, or means to be one. */
export type TaskFile = { name: string; file: string }

const codeEndings = /\.(ts|mts|js|mjs)$/
const scriptEndings = /\.(py|sh|bash|rb|pl|php|lua|r)$/i
/** Folders beside the tasks that hold no code of theirs. */
const foreignFolders = /^(node_modules|__pycache__|venv|\..*)$/

/** Whether a file is loaded as a module. With a shebang it is a script, whatever its ending: loading would execute it. */
export const isCode = (file: string) => codeEndings.test(file) && !startOf(file).startsWith('#!')

/**
 * The files directly in the folder that are tasks, by name. Data files, and names that begin with _ or ., are not.
 * Throws EMFILE or ENFILE where no file can be opened: a task that cannot be seen is not gone.
 */
export function listTaskFiles(folder: string): TaskFile[] {
  return entriesOf(folder)
    .map(({ name }) => name)
    .filter((entry) => !/^[._]/.test(entry) && isTask(path.join(folder, entry)))
    .map((entry) => ({ name: path.parse(entry).name, file: path.join(folder, entry) }))
    .sort((a, b) => a.file.localeCompare(b.file))
}

/** Changes when a task, or code that tasks may import, was added, removed or changed. */
export function folderSignature(folder: string): string {
  const hash = createHash('sha1')
  for (const { file } of listTaskFiles(folder)) hash.update(stampOf(file))
  for (const file of helperFiles(folder, 4)) hash.update(stampOf(file))
  return hash.digest('base64')
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    if (isOutOfFiles(error)) throw error
    return []
  }
}

function isTask(file: string): boolean {
  const stats = statOf(file)
  if (!stats?.isFile() || /\.d\.m?ts$/.test(file)) return false
  if (codeEndings.test(file) || scriptEndings.test(file)) return true
  const start = startOf(file)
  if (start.startsWith('#!')) return true
  const isProgram = start.startsWith('\x7fELF') || /^[\xcf\xca]\xfa[\xed\xfe]/.test(start)
  const canRun = (stats.mode & 0o111) !== 0
  return canRun && (isProgram || path.extname(file) === '')
}

function startOf(file: string): string {
  const buffer = Buffer.alloc(4)
  let fd: number | undefined
  try {
    fd = openSync(file, 'r')
    readSync(fd, buffer, 0, 4, 0)
  } catch (error) {
    if (isOutOfFiles(error)) throw error
    return ''
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
  return buffer.toString('latin1')
}

/** Code beside the tasks: in subfolders, and in files that are no tasks themselves. */
function helperFiles(folder: string, depth: number): string[] {
  return entriesOf(folder).flatMap((entry) => {
    const file = path.join(folder, entry.name)
    if (codeEndings.test(entry.name)) return [file]
    if (depth === 0 || foreignFolders.test(entry.name) || !isFolder(entry, file)) return []
    return helperFiles(file, depth - 1)
  })
}

/** Only links are looked at one by one: there may be very many data files. */
const isFolder = (entry: Dirent, file: string) =>
  entry.isSymbolicLink() ? statOf(file)?.isDirectory() === true : entry.isDirectory()

function statOf(file: string): Stats | null {
  try {
    return existsSync(file) ? statSync(file) : null
  } catch {
    return null
  }
}

function stampOf(file: string): string {
  const stats = statOf(file)
  return `${file}\0${stats?.mtimeMs}\0${stats?.size}\0${stats?.mode}\0${stats?.ino}\n`
}
