import { Worker } from 'node:worker_threads'

const everyMs = 100

/**
 * Ends this process and its group when the runner is gone, even out of an endless loop. A thread of its own looks at
 * the parent's pid; a blocking read on a pipe would see it sooner, but `process.exit` then waits for it for ever.
 * A runner that has a lease leaves the end of it in a file: one that hangs or is stopped cannot end us by itself.
 */
export function setWatchdog() {
  const { RUNBOARD_RUNNER_PID: parent, RUNBOARD_LEASE: lease = null } = process.env
  const source = `
    const { readFileSync } = require('node:fs')
    const wait = new Int32Array(new SharedArrayBuffer(4))
    const lease = ${JSON.stringify(lease)}
    const isOver = () => {
      try {
        return process.hrtime.bigint() > BigInt(readFileSync(lease, 'latin1'))
      } catch {
        return false // no file can be opened, or none is there: the parent tells enough
      }
    }
    for (;;) {
      if (process.ppid !== ${Number(parent)} || (lease && isOver())) process.kill(-process.pid, 'SIGKILL')
      Atomics.wait(wait, 0, 0, ${everyMs})
    }`
  const worker = new Worker(source, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 8 } })
  worker.unref()
}
