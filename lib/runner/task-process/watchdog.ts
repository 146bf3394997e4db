import { Worker } from 'node:worker_threads'

const everyMs = 100

/**
 * Ends this process and its group when the runner is gone, even out of an endless loop. A thread of its own looks at
 * the parent's pid; a blocking read on a pipe would see it sooner, but `process.exit` then waits for it for ever.
 */
export function setWatchdog() {
  const parent = Number(process.env.RUNBOARD_RUNNER_PID)
  const source = `
    const wait = new Int32Array(new SharedArrayBuffer(4))
    for (;;) {
      if (process.ppid !== ${parent}) process.kill(-process.pid, 'SIGKILL')
      Atomics.wait(wait, 0, 0, ${everyMs})
    }`
  const worker = new Worker(source, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 8 } })
  worker.unref()
}
