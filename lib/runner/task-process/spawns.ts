import childProcess, { ChildProcess } from 'node:child_process'
import { syncBuiltinESMExports } from 'node:module'
import workerThreads from 'node:worker_threads'

/**
 * Notes whether user code started any process: only then must the machine be searched for what it left behind,
 * which costs more than a quick run. What a thread starts is not seen from here, so a thread counts as well.
 */
export function watchSpawns() {
  let count = 0
  let threads = 0
  const counted =
    <F extends (...args: never[]) => unknown>(original: F) =>
    (...args: Parameters<F>) => {
      count++
      return original(...args)
    }
  const prototype = ChildProcess.prototype as unknown as { spawn: (...args: never[]) => unknown }
  const { spawn } = prototype
  prototype.spawn = function (...args) {
    count++
    return spawn.apply(this, args)
  }
  childProcess.spawnSync = counted(childProcess.spawnSync as never) as never
  childProcess.execSync = counted(childProcess.execSync as never) as never
  childProcess.execFileSync = counted(childProcess.execFileSync as never) as never
  const { Worker } = workerThreads
  workerThreads.Worker = new Proxy(Worker, {
    construct(target, args, newTarget) {
      count++
      threads++
      return Reflect.construct(target, args, newTarget)
    },
  })
  syncBuiltinESMExports()
  return {
    reset() {
      count = threads = 0
    },
    happened: () => count > 0,
    hadThreads: () => threads > 0,
  }
}
