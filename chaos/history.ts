/** The history checker: what must hold after every fault, whatever the test was about. Pure. */
import { isFinal, type Status } from '../lib/run.ts'
import type { Sample, Start } from './trace.ts'

/** All that is known of an installation when a test is over. */
export type History = {
  /** Ids of the runs that were answered as accepted. */
  accepted: string[]
  runs: { id: string; task: string; status: Status; maxAttempts: number }[]
  /** Every change of a status, in order, as a trigger in the store has recorded it. */
  changes: { run: string; from: Status; to: Status }[]
  starts: Start[]
  samples: Sample[]
  /** How many runs of a task may execute at once. */
  limits: Record<string, number>
  /** Processes that still carry the mark of an attempt 5 s after all runs were final. */
  leftovers: number[]
  /** What `PRAGMA integrity_check` answered. */
  integrity: string
  /** Chunks of log whose run does not exist. */
  orphanChunks: number
}

/** Every rule that was broken, as a sentence; none when all is well. */
export const violations = (history: History): string[] => rules.flatMap((rule) => rule(history))

const rules: ((history: History) => string[])[] = [
  acceptedRunsAreStored,
  oneFinalTransition,
  everyRunEnds,
  startsWithinAttempts,
  oneExecutionOfARun,
  noProcessIsLeft,
  concurrencyHolds,
  storeIsSound,
  chunksBelongToRuns,
]

function acceptedRunsAreStored({ accepted, runs }: History) {
  const stored = new Set(runs.map((run) => run.id))
  return accepted
    .filter((id) => !stored.has(id))
    .map((id) => `I1: ${id} was accepted and is not in the store.`)
}

function oneFinalTransition({ runs, changes }: History) {
  const byRun = Map.groupBy(changes, (change) => change.run)
  return runs.flatMap((run) => {
    const path = byRun.get(run.id) ?? []
    const ends = path.filter((change) => isFinal({ status: change.to })).length
    const steps = path.map((change) => change.to).join(', ')
    const story = `${run.id} is ${run.status} and went through: ${steps || 'nothing'}.`
    const isRight = ends === (isFinal(run) ? 1 : 0) && (path.at(-1)?.to ?? 'queued') === run.status
    return isRight ? [] : [`I2: ${story}`]
  })
}

function everyRunEnds({ runs }: History) {
  const stuck = runs.filter((run) => !isFinal(run))
  return stuck.map((run) => `I3: ${run.id} is ${run.status}, and nothing ends it.`)
}

function startsWithinAttempts({ runs, starts }: History) {
  const byRun = Map.groupBy(starts, (start) => start.run)
  const allowed = new Map(runs.map((run) => [run.id, run.maxAttempts]))
  return [...byRun].flatMap(([run, all]) => {
    const twice = new Set(all.map((start) => start.attempt)).size < all.length
    const tooMany = all.length > (allowed.get(run) ?? 0)
    const numbers = all.map((start) => start.attempt).join(', ')
    return twice || tooMany ? [`I4: ${run} started as attempt ${numbers} of ${allowed.get(run)}.`] : []
  })
}

function oneExecutionOfARun({ samples }: History) {
  return distinct(samples, (sample) => {
    const byRun = Map.groupBy(sample, (start) => start.run)
    return [...byRun].flatMap(([run, all]) => {
      const pids = all.map((start) => start.pid).join(' and ')
      return all.length > 1 ? [`I5: ${run} was executed by processes ${pids} at once.`] : []
    })
  })
}

function noProcessIsLeft({ leftovers }: History) {
  return leftovers.map((pid) => `I6: process ${pid} is alive although all runs are final.`)
}

function concurrencyHolds({ samples, limits }: History) {
  return distinct(samples, (sample) => {
    const byTask = Map.groupBy(sample, (start) => start.task)
    return [...byTask].flatMap(([task, all]) => {
      const limit = limits[task] ?? 0
      return all.length > limit
        ? [`I7: ${all.length} runs of ${task} at once, and ${limit} are allowed.`]
        : []
    })
  })
}

function storeIsSound({ integrity }: History) {
  return integrity === 'ok' ? [] : [`I8: the integrity check says: ${integrity}`]
}

function chunksBelongToRuns({ orphanChunks }: History) {
  return orphanChunks === 0 ? [] : [`I10: ${orphanChunks} chunks of log belong to no run.`]
}

const distinct = (samples: Sample[], rule: (sample: Sample) => string[]) => [
  ...new Set(samples.flatMap(rule)),
]
