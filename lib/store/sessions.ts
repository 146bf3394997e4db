/** Who is logged in. A session is known by a hash of its token only: whoever reads the database cannot use it. */
import { createHash, randomBytes } from 'node:crypto'
import { type Origin, record } from './audit.ts'
import type { Database } from './database.ts'
import type { Tx } from './schema.ts'

export const sessionLifeMs = 30 * 24 * 3_600_000

const idOf = (token: string) => createHash('sha256').update(token).digest('base64url')

/**
 * A new session instead of those that the visitor had; `password` is the fingerprint of the password that it was opened
 * with. Returns its token.
 */
export async function openSession(
  db: Database,
  origin: Origin & { by: string },
  { password, instead, now }: { password: string; instead: string[]; now: number },
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await db.write(
    async (tx) => {
      await endIn(tx, instead)
      await tx.deleteFrom('sessions').where('expires_at', '<=', now).execute()
      const times = { created_at: now, expires_at: now + sessionLifeMs }
      await tx
        .insertInto('sessions')
        .values({ id: idOf(token), name: origin.by, password, ...times })
        .execute()
      await record(tx, { action: 'login', task: null, run: null }, origin, now)
    },
    { durable: true },
  )
  return token
}

/** The name of a session, unless it is over or the password has changed since. */
export async function findSession(
  db: Database,
  token: string,
  { password, now }: { password: string; now: number },
): Promise<string | null> {
  const row = await db.read
    .selectFrom('sessions')
    .select('name')
    .where('id', '=', idOf(token))
    .where('password', '=', password)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row?.name ?? null
}

export function closeSessions(db: Database, tokens: string[], origin: Origin, now: number): Promise<void> {
  return db.write(
    async (tx) => {
      await endIn(tx, tokens)
      await record(tx, { action: 'logout', task: null, run: null }, origin, now)
    },
    { durable: true },
  )
}

async function endIn(tx: Tx, tokens: string[]) {
  if (tokens.length > 0) await tx.deleteFrom('sessions').where('id', 'in', tokens.map(idOf)).execute()
}

/** Random, made once for each store: the same password has another hash elsewhere. */
export async function passwordSalt(db: Database): Promise<string> {
  const known = await db.read
    .selectFrom('facts')
    .select('value')
    .where('name', '=', 'password_salt')
    .executeTakeFirst()
  if (known) return known.value // who cannot write may still come in
  const salt = randomBytes(16).toString('base64url')
  return db.write(
    async (tx) => {
      await tx
        .insertInto('facts')
        .values({ name: 'password_salt', value: salt })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const { value } = await tx
        .selectFrom('facts')
        .select('value')
        .where('name', '=', 'password_salt')
        .executeTakeFirstOrThrow()
      return value
    },
    { durable: true },
  )
}
