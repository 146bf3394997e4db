/** From a request to an accepted run: its task, its input, and what in it is secret. */
import { fileInputs } from './file-inputs.ts'
import { newRunId } from './id.ts'
import { checkInput } from './input.ts'
import { canonicalJson } from './json.ts'
import type { Trigger } from './run.ts'
import { refuseMasked, secretNames, withSecretsOf } from './secrets.ts'
import { type Accepted, acceptRun, findReplay } from './store/accept.ts'
import { nobody, type Origin } from './store/audit.ts'
import type { Database } from './store/database.ts'
import { getInput } from './store/runs.ts'
import type { TaskCatalog } from './task-catalog.ts'

export type StartRequest = {
  task: string
  input?: unknown
  trigger: Trigger
  origin?: Origin
  /** Not before this many milliseconds from now. */
  delayMs?: number
  /** Higher goes first; 0 unless said otherwise. */
  priority?: number
  idempotency?: { key: string; hash: string }
}

/** The run that this one repeats, and which of its inputs are secret. */
type Earlier = { id: string; secrets: string[] }

export async function startRun(
  db: Database,
  tasks: TaskCatalog,
  request: StartRequest,
  now: number,
  earlier?: Earlier,
): Promise<Accepted> {
  const idempotency = request.idempotency ?? null
  const replay = await findReplay(db.read, idempotency, now)
  if (replay) return { run: replay, replayed: true, joined: false }
  const task = await tasks.find(request.task)
  // What was secret once stays it, whatever the task says now.
  const secrets = [...new Set([...secretNames(task.inputSchema), ...(earlier?.secrets ?? [])])]
  if (isObject(request.input)) refuseMasked(request.input, secrets)
  const input = task.problem ? canonicalJson({}) : checkInput(task.inputSchema, request.input)
  return acceptRun(db, {
    id: newRunId(now),
    task: task.name,
    input,
    secrets,
    files: fileInputs(task.inputSchema, JSON.parse(input)),
    trigger: request.trigger,
    origin: request.origin ?? nobody,
    priority: request.priority ?? 0,
    now,
    availableAt: now + (request.delayMs ?? 0),
    rerunOf: earlier?.id ?? null,
    idempotency,
  })
}

/** A new run of the same task, with the same input unless another is given. */
export async function startAgain(
  db: Database,
  tasks: TaskCatalog,
  id: string,
  request: Omit<StartRequest, 'task'>,
  now: number,
): Promise<Accepted> {
  const earlier = await getInput(db, id)
  const { input = earlier.input } = request
  const whole = isObject(input) ? withSecretsOf(earlier.input, input, earlier.secrets) : input
  const again = { ...request, task: earlier.task, input: whole }
  return startRun(db, tasks, again, now, { id, secrets: earlier.secrets })
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
