/** Where the server is, and by what it lets us in. */
import { readFileSync } from 'node:fs'
import { messageOf } from '../lib/errors.ts'
import { wrongUsage } from './failure.ts'

export type Connection = {
  /** Without a slash at its end, such as `http://localhost:3000`. */
  url: string
  /** Value of the header; null where there is no password. */
  authorization: string | null
}

type Environment = Record<string, string | undefined>

/** From the environment, and the option `--url`, which wins. No error repeats the password. */
export function connectionOf(env: Environment, option?: string): Connection {
  const url = addressOf(option ?? (env.RUNBOARD_URL || 'http://localhost:3000'))
  const password = passwordOf(env)
  return { url, authorization: password === null ? null : authorizationOf(password, env.RUNBOARD_NAME) }
}

function addressOf(text: string): string {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol))
    throw wrongUsage('The address of the server must begin with http:// or https://, as in RUNBOARD_URL.')
  if (url.username || url.password)
    throw wrongUsage('The address must not hold a password. Set RUNBOARD_PASSWORD instead.')
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

function passwordOf({ RUNBOARD_PASSWORD: password, RUNBOARD_PASSWORD_FILE: file }: Environment) {
  if (password && file)
    throw wrongUsage('RUNBOARD_PASSWORD and RUNBOARD_PASSWORD_FILE are both set. Unset one of them.')
  if (!file) return password ? oneLine(password, 'RUNBOARD_PASSWORD') : null
  return oneLine(contentOf(file), 'RUNBOARD_PASSWORD_FILE')
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  } catch (error) {
    throw wrongUsage(`RUNBOARD_PASSWORD_FILE cannot be read: ${messageOf(error)}`)
  }
}

/** Anything else is no password, and the error of whoever meets it later would show it. */
function oneLine(password: string, variable: string): string {
  if (/\p{Cc}/u.test(password))
    throw wrongUsage(`${variable} must hold one line, without control characters.`)
  return password
}

/** Basic where a name goes along. A header is made of bytes: those of the text in UTF-8. */
function authorizationOf(password: string, name: string | undefined): string {
  if (name?.includes(':')) throw wrongUsage('RUNBOARD_NAME must not hold a colon.')
  if (name) return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`
  return `Bearer ${Buffer.from(password).toString('latin1')}`
}
