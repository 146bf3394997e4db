#!/usr/bin/env node
/** The command line client: whatever it does, the HTTP API does. */
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// A third of the time to start. Where that folder cannot be written, nothing is kept.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url)))
const { exitCodes } = await import('./exit-codes.ts')
const { main } = await import('./main.ts')

process.stdout.on('error', leaveQuietly)
process.stderr.on('error', leaveQuietly)
const code = await main(process.argv.slice(2), process)
await Promise.all([process.stdout, process.stderr].map(taken))
process.exit(code)

/** A pipe takes what is written to it as fast as it is read, and an exit would drop the rest. */
function taken(stream: NodeJS.WriteStream): Promise<unknown> {
  return new Promise((resolve) => stream.write('', resolve))
}

/** Whoever read what we print has gone, as `head` does. */
function leaveQuietly(error: NodeJS.ErrnoException) {
  if (error.code !== 'EPIPE') throw error
  process.exit(exitCodes.unread)
}
