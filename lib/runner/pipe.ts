import { execFile } from 'node:child_process'
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

/** A pipe: `writer` is a file descriptor to hand to a child and then close; `reader` is where its output arrives. */
export type Pipe = { writer: number; reader: Socket }

/**
 * Makes real pipes. What Node calls a pipe is a socket, and a script that opens /dev/stderr fails on a socket
 * ("No such device or address"); named pipes that lose their name at once behave as in a terminal's `|`.
 */
export async function makePipes(count: number): Promise<Pipe[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'runboard-'))
  try {
    const names = Array.from({ length: count }, (_, i) => path.join(folder, String(i)))
    await promisify(execFile)('mkfifo', names)
    return openAll(names)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** All or none: where no more files can be opened, those that were are closed. */
function openAll(names: string[]): Pipe[] {
  const opened: number[] = []
  const openEnd = (name: string, flags: number) => {
    const fd = openSync(name, flags)
    opened.push(fd)
    return fd
  }
  try {
    const ends = names.map((name) => ({
      reader: openEnd(name, constants.O_RDONLY | constants.O_NONBLOCK),
      writer: openEnd(name, constants.O_WRONLY),
    }))
    return ends.map(({ reader, writer }) => ({
      writer,
      reader: new Socket({ fd: reader, readable: true, writable: false }),
    }))
  } catch (error) {
    for (const fd of opened) closeSync(fd)
    throw error
  }
}

export function closeWriters(pipes: Pipe[]) {
  for (const { writer } of pipes) closeSync(writer)
}
