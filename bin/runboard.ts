#!/usr/bin/env node
/** The command line client: whatever it does, the HTTP API does. */
import { exitCodes } from './exit-codes.ts'
import { main } from './main.ts'

process.stdout.on('error', leaveQuietly)
process.stderr.on('error', leaveQuietly)
process.exit(await main(process.argv.slice(2), process))

/** Whoever read what we print has gone, as `head` does. */
function leaveQuietly(error: NodeJS.ErrnoException) {
  if (error.code !== 'EPIPE') throw error
  process.exit(exitCodes.unread)
}
