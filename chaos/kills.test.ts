import { expect, test } from 'vitest'
import { onBoard } from './board.ts'
import { killEverything } from './kills/everything.ts'
import type { Kills } from './kills/kills.ts'
import { killRunners } from './kills/runner.ts'
import { killTaskProcesses } from './kills/task-process.ts'
import { killWebs } from './kills/web.ts'
import { seeded } from './random.ts'

const random = seeded()

const cases: [what: string, kills: Kills, rounds: number, slots: number][] = [
  [
    'a web that is killed under load twenty times disturbs no run, and loses none that it accepted',
    killWebs,
    20,
  ],
  ['a runner that is killed twenty times leaves nothing running, and loses no run', killRunners, 20, 2],
  ['twenty killed task processes fail no run but their own', killTaskProcesses, 20, 4],
  [
    'whenever everything dies at once, what ran is interrupted and what waited runs in order',
    killEverything,
    10,
  ],
]

for (const [what, kills, rounds, slots] of cases) {
  test(
    what,
    onBoard(
      async (board) => {
        expect(await kills(board, rounds, random)).toEqual([])
      },
      { slots },
    ),
  )
}
