import { expect, test } from 'vitest'
import { sharedBoard } from './board.ts'
import { eventually } from './eventually.ts'
import { scriptTask } from './task-source.ts'

const bar = `for i in 10 45 70; do printf '\\r%3d%%|###   | %d/100 [00:01<00:02]' $i $i >&2; sleep 0.4; done`

const board = sharedBoard({
  'bar.sh': scriptTask(`${bar}; printf '\\r100%%|######|\\n' >&2`, { progress: '(\\d+)%\\|' }),
  'rows.sh': scriptTask('echo "step 3 of 8: orders"; sleep 1', {
    progress: 'step (?<done>\\d+) of (?<total>\\d+): (?<note>\\w+)',
  }),
  'slow.sh': scriptTask(`printf 'a%.0s' $(seq 60); echo b; sleep 2`, { progress: '(a+)+$' }),
})

test('the bar of a script that knows nothing of us is read while it stands, and its end is not lost', async () => {
  const run = await board.run('bar')
  await eventually('the bar is seen', async () => {
    const { progress } = await run.state
    return progress && progress.done > 0 && progress.done < 100
  })
  expect((await run.reaches('succeeded')).progress).toEqual({ done: 100, total: 100, note: null })
})

test('groups by name say what is what', async () => {
  const run = await board.run('rows')
  expect((await run.reaches('succeeded')).progress).toEqual({ done: 3, total: 8, note: 'orders' })
})

test('a pattern that takes for ever harms nobody, and the log says so', async () => {
  const run = await board.run('slow')
  await run.reaches('succeeded')
  expect(await run.log()).toContain('Its `progress` pattern takes too long')
})
