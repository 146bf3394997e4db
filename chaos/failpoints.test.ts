import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Failpoint, moments } from '../lib/failpoint.ts'
import { hasSoundHistory } from './board.ts'
import { eventually } from './eventually.ts'
import { cases, work } from './failpoint-cases.ts'
import { Installation } from './installation.ts'
import { LiveRun } from './live-run.ts'
import { scriptTask } from './task-source.ts'
import { WebProcess } from './web-process.ts'

const board = new Installation({ slots: 1 })
board.task('work.sh', scriptTask(work))
afterEach(() => hasSoundHistory(board))
afterAll(() => board.close())

/** The first run, in which no process died. */
let first: LiveRun

beforeAll(async () => {
  await board.startRunner()
  await eventually('the task is known', () => board.knows('work'))
  first = await board.run('work')
  await first.ends()
  await board.runnerProcess?.kill()
})

test('where no process dies, a run passes all the points', async () => {
  expect(await first.state).toMatchObject({ status: 'succeeded', output: { n: 1 }, progress: { done: 40 } })
})

describe('the web dies', () => {
  /** Asks a web that will die for a run. Returns how many more there are, and the newest. */
  async function startAndDie(point: Failpoint) {
    const before = await newest()
    const env = { ...board.env, RUNBOARD_RUNNER: 'off', RUNBOARD_FAILPOINT: point }
    const web = new WebProcess(env)
    await eventually('the web is there', () => web.look(first.id).catch(() => null))
    await expect(web.startRun('work')).rejects.toThrow('The web died before it answered.')
    expect(await web.death()).toBe('SIGKILL')
    const after = await newest()
    return after.id === before.id ? null : after
  }

  const newest = async () => {
    const [run] = (await board.door.runs({ limit: 1 })).data
    if (!run) throw new Error('There is no run.')
    return new LiveRun(board.door, run.id)
  }

  test('before-accept: nothing was accepted, and nothing is left of it', async () => {
    expect(await startAndDie('before-accept')).toBeNull()
  })

  test('after-accept: the run was not answered, but it is there and is executed', async () => {
    const run = await startAndDie('after-accept')
    await board.startRunner()
    expect((await run?.reaches('succeeded'))?.attempts).toHaveLength(1)
    await board.runnerProcess?.kill()
  })
})

describe('the runner dies', () => {
  for (const [point, { stored, ends, starts, log, progress }] of Object.entries(cases)) {
    test(`${point}: the run is ${stored}, and ends as ${ends}`, async () => {
      await board.startRunner({ RUNBOARD_FAILPOINT: point })
      const run = await board.run('work')
      expect(await board.runnerProcess?.death()).toBe('SIGKILL')
      expect((await run.state).status).toBe(stored)
      await board.startRunner()
      const end = await run.reaches(ends)
      expect(starts).toContain(board.starts.filter((start) => start.run === run.id).length)
      expect(end.output).toEqual(ends === 'succeeded' ? { n: 1 } : null)
      if (log !== undefined) expect((await run.log()).includes('said')).toBe(log)
      if (progress !== undefined) expect(end.progress?.done ?? null).toBe(progress)
      await board.runnerProcess?.kill()
    })
  }
})

test('no moment is left out', () => {
  const points = moments.flatMap((moment) => [`before-${moment}`, `after-${moment}`])
  expect(points.filter((point) => !point.endsWith('-accept')).sort()).toEqual(Object.keys(cases).sort())
})
