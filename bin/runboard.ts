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
process.exit(await main(process.argv.slice(2), process))

/** Whoever read what we print has gone, as `head` does. */
function leaveQuietly(error: NodeJS.ErrnoException) {
  if (error.code !== 'EPIPE') throw error
  process.exit(exitCodes.unread)
}
