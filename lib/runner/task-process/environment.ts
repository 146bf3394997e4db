import { environmentOf } from '../../arguments.ts'
import type { RunOrder } from '../messages.ts'
import type { Loaded } from './load.ts'

/** Variables of an attempt: the small allow-list this process was forked with, the task's own, and what tells the run. */
export function environmentFor(
  order: RunOrder,
  loaded: Loaded,
  input: Record<string, unknown>,
): NodeJS.ProcessEnv {
  const { RUNBOARD_RUNNER_PID, RUNBOARD_LEASE, NODE_COMPILE_CACHE, ...base } = process.env
  return {
    ...base,
    PYTHONUNBUFFERED: '1',
    ...order.passed,
    ...loaded.env,
    ...(loaded.work.type === 'command' ? environmentOf(input) : {}),
    RUNBOARD_INPUT: JSON.stringify(input),
    RUNBOARD_TASK: order.task,
    RUNBOARD_RUN_ID: order.run,
    RUNBOARD_ATTEMPT: String(order.attempt),
    RUNBOARD_OUTPUT_DIR: order.outputDir,
    RUNBOARD_TOKEN: order.token,
  }
}

/** Lends `process.env` and the working folder to a function for as long as it runs. */
export async function withEnvironment<T>(
  env: NodeJS.ProcessEnv,
  cwd: string,
  work: () => Promise<T>,
): Promise<T> {
  const before = { ...process.env }
  const folder = process.cwd()
  replaceEnvironment(env)
  process.chdir(cwd)
  try {
    return await work()
  } finally {
    replaceEnvironment(before)
    process.chdir(folder)
  }
}

function replaceEnvironment(env: NodeJS.ProcessEnv) {
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name]
  Object.assign(process.env, env)
}
