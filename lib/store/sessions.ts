/** Who is logged in. A session is known by a hash of its token only: whoever reads the database cannot use it. */
import { createHash, randomBytes } from 'node:crypto'
import type { Database } from './database.ts'

export const sessionLifeMs = 30 * 24 * 3_600_000

export type Session = { name: string; expiresAt: number }

const idOf = (token: string) => createHash('sha256').update(token).digest('base64url')

/** A new session; `password` is the fingerprint of the password that it was opened with. Returns its token. */
export async function openSession(
  db: Database,
  { name, password, now }: { name: string; password: string; now: number },
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await db.write(
    async (tx) => {
      await tx.deleteFrom('sessions').where('expires_at', '<=', now).execute()
      const row = { id: idOf(token), name, password, created_at: now, expires_at: now + sessionLifeMs }
      await tx.insertInto('sessions').values(row).execute()
    },
    { durable: true },
  )
  return token
}

/** The session of a token, unless it is over or the password has changed since. */
export async function findSession(
  db: Database,
  token: string,
  { password, now }: { password: string; now: number },
): Promise<Session | null> {
  const row = await db.read
    .selectFrom('sessions')
    .select(['name', 'expires_at'])
    .where('id', '=', idOf(token))
    .where('password', '=', password)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row ? { name: row.name, expiresAt: row.expires_at } : null
}

export async function closeSessions(db: Database, tokens: string[]) {
  if (tokens.length === 0) return
  const ids = tokens.map(idOf)
  await db.write((tx) => tx.deleteFrom('sessions').where('id', 'in', ids).execute(), { durable: true })
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
