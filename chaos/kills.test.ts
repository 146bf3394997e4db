import { expect, test } from 'vitest'
import { onBoard } from './board.ts'
import { campaigns } from './kills/campaigns.ts'
import { seeded } from './random.ts'

const patienceMs = 300_000
const random = seeded()

for (const { victim, kills, slots, rounds } of campaigns) {
  const work = onBoard(async (board) => expect(await kills(board, rounds.short, random)).toEqual([]), {
    slots,
  })
  test(
    `${victim} killed ${rounds.short} times: no run is lost, ends twice or is left running`,
    work,
    patienceMs,
  )
}
