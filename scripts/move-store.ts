/**
 * Copies all that a data folder holds into an empty PostgreSQL database: `npm run move-store -- --from FOLDER --to URL`.
 * All or nothing; the data folder stays as it is. Ends with 1 when it cannot.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { parseConfig } from '../lib/config.ts'
import { messageOf } from '../lib/errors.ts'
import { takeLock } from '../lib/store/lock.ts'
import { storeName } from '../lib/store/open.ts'
import { fileName } from '../lib/store/sqlite.ts'
import { moveStore } from './move-store/move.ts'

try {
  const { from, to } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } }).values
  if (!from || !to) throw new Error('Name both: npm run move-store -- --from DATA_FOLDER --to postgres://…')
  const config = parseConfig({ RUNBOARD_DATA: from, RUNBOARD_DATABASE_URL: to })
  const file = path.join(config.data, fileName)
  if (!existsSync(file)) throw new Error(`There is no ${file}.`)
  // Until this process ends, so that nobody writes into what is being copied.
  if (!takeLock(config.data, 'web') || !takeLock(config.data, 'runner')) {
    throw new Error(`A server or a runner works on ${config.data}. Stop it first.`)
  }
  const counts = await moveStore(config.data, to)
  for (const [table, count] of Object.entries(counts)) console.log(`${String(count).padStart(9)}  ${table}`)
  console.log(`All of it is in ${storeName(config)} now. Set RUNBOARD_DATABASE_URL, and start the server.`)
  process.exit(0)
} catch (error) {
  console.error(messageOf(error))
  process.exit(1)
}
