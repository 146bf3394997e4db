/** What starting a run and making it again have in common: how they are asked, and how they answer. */
import { hash } from 'node:crypto'
import { AppError } from '../../lib/errors.ts'
import { canonicalJson } from '../../lib/json.ts'
import { manager, type Started } from '../../lib/manager.ts'
import type { Run, RunDetail } from '../../lib/resources.ts'
import { isFinal, type Trigger } from '../../lib/run.ts'
import { watches } from '../../lib/watch.ts'
import type { Call } from './call.ts'
import { preferredWait, waitSignal } from './prefer.ts'
import { Reply } from './reply.ts'

type StartCall = Pick<
  Call<'startRun' | 'rerun' | 'startBackgroundTask'>,
  'request' | 'headers' | 'body' | 'visitor'
>

/** What the manager is told of a request that starts a run. */
export function startOptions(call: StartCall, input: unknown) {
  const { request, visitor } = call
  return { input, trigger: triggerOf(request), origin: visitor, idempotency: idempotencyOf(call) }
}

/** Where the body itself is the input, what is wrong with it is pointed at from there. */
export async function bodyIsInput<T>(started: Promise<T>): Promise<T> {
  try {
    return await started
  } catch (error) {
    const errors = error instanceof AppError ? error.errors : []
    for (const field of errors) field.pointer = field.pointer.replace(/^\/input/, '')
    throw error
  }
}

/** 202 with the run; with `Prefer: wait=N` 200 with the finished run, when it ends in time. */
export async function startReply(request: Request, started: Started): Promise<Reply> {
  const headers = startHeaders(started)
  const seconds = preferredWait(request)
  if (seconds === null) return new Reply(started.run, 202, headers)
  const run = await finished(started.run, request, seconds)
  const { attempts, usual, ...unfinished } = run
  const applied = { ...headers, 'Preference-Applied': `wait=${seconds}` }
  return isFinal(run) ? new Reply(run, 200, applied) : new Reply(unfinished, 202, applied)
}

/** Where the run is, and whether this very request had been answered before. */
export function startHeaders({ run, replayed }: Started): Record<string, string> {
  return { Location: `/api/runs/${run.id}`, ...(replayed && { 'Idempotent-Replayed': 'true' }) }
}

async function finished({ id, joined }: Run, request: Request, seconds: number): Promise<RunDetail> {
  const read = () => manager().run(id)
  const run = await watches(manager()).until(`end of ${id}`, read, isFinal, waitSignal(request, seconds))
  return { ...run, joined }
}

/** Our own pages say so, in a header that no other site can send. */
function triggerOf(request: Request): Trigger {
  return request.headers.get('x-runboard-client') === 'page' ? 'page' : 'api'
}

function idempotencyOf({ request, headers, body }: StartCall) {
  const key = headers['idempotency-key']
  if (key === undefined) return undefined
  const what = `${request.method} ${new URL(request.url).pathname}\n${canonicalJson(body)}`
  return { key, hash: hash('sha256', what) }
}
