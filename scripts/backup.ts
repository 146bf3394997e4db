/** Copies the store into a new file, while the server runs or not: `npm run backup -- FILE`. Ends with 1 when it cannot. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { parseConfig } from '../lib/config.ts'
import { messageOf } from '../lib/errors.ts'
import { fileName } from '../lib/store/sqlite.ts'

try {
  const [file, ...more] = process.argv.slice(2)
  if (!file || more.length > 0) throw new Error('Name the file to write: npm run backup -- FILE')
  const { data, databaseUrl } = parseConfig(process.env)
  if (databaseUrl !== null) {
    throw new Error('The store is in PostgreSQL. Copy it with its own tool: pg_dump --schema=runboard')
  }
  backUp(path.join(data, fileName), file)
  console.log(`Wrote ${file}, ${Math.ceil(statSync(file).size / 1024 ** 2)} MB`)
} catch (error) {
  console.error(messageOf(error))
  process.exitCode = 1
}

function backUp(store: string, file: string) {
  if (!existsSync(store)) throw new Error(`There is no ${store}. Name its folder in RUNBOARD_DATA.`)
  if (existsSync(file)) throw new Error(`${file} exists already, and is not overwritten. Name another file.`)
  // Under its own name only when it is whole, and for nobody else to read: it holds input and output of runs.
  const draft = `${file}.part`
  rmSync(draft, { force: true })
  closeSync(openSync(draft, 'wx', 0o600))
  try {
    copy(store, draft)
    check(draft)
    flush(draft)
    renameSync(draft, file)
  } finally {
    rmSync(draft, { force: true })
  }
}

/** One transaction that reads: what is written meanwhile is not in the copy, and nobody waits for it. */
function copy(store: string, draft: string) {
  const db = new BetterSqlite3(store, { fileMustExist: true, timeout: 5_000 })
  try {
    db.prepare('VACUUM INTO ?').run(draft)
  } finally {
    db.close()
  }
}

function check(draft: string) {
  const db = new BetterSqlite3(draft, { readonly: true })
  try {
    const found = db.pragma('integrity_check', { simple: true })
    if (found !== 'ok') throw new Error(`The copy is not whole: ${found}`)
  } finally {
    db.close()
  }
}

/** SQLite leaves that to the system here, which would lose the copy in a power cut. */
function flush(draft: string) {
  const fd = openSync(draft, 'r')
  fsyncSync(fd)
  closeSync(fd)
}
