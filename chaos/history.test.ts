import { expect, test } from 'vitest'
import { type History, violations } from './history.ts'

const sound: History = {
  accepted: ['run_1', 'run_2'],
  runs: [
    { id: 'run_1', task: 'a', status: 'succeeded', maxAttempts: 2 },
    { id: 'run_2', task: 'a', status: 'failed', maxAttempts: 1 },
  ],
  changes: [
    { run: 'run_1', from: 'queued', to: 'running' },
    { run: 'run_1', from: 'running', to: 'queued' },
    { run: 'run_1', from: 'queued', to: 'running' },
    { run: 'run_1', from: 'running', to: 'succeeded' },
    { run: 'run_2', from: 'queued', to: 'running' },
    { run: 'run_2', from: 'running', to: 'failed' },
  ],
  starts: [
    { run: 'run_1', attempt: 1, pid: 11, task: 'a' },
    { run: 'run_1', attempt: 2, pid: 12, task: 'a' },
    { run: 'run_2', attempt: 1, pid: 13, task: 'a' },
  ],
  samples: [
    [{ run: 'run_1', attempt: 1, pid: 11, task: 'a' }],
    [{ run: 'run_2', attempt: 1, pid: 13, task: 'a' }],
  ],
  limits: { a: 1 },
  leftovers: [],
  integrity: 'ok',
  orphanChunks: 0,
}

const [first, second, third] = sound.starts as [
  History['starts'][0],
  History['starts'][0],
  History['starts'][0],
]
const end = { run: 'run_1', from: 'running', to: 'failed' } as const

const broken: [rule: string, what: string, history: Partial<History>][] = [
  ['I1', 'an accepted run is missing', { accepted: ['run_1', 'run_3'] }],
  ['I2', 'a run has two ends', { changes: [...sound.changes, end] }],
  [
    'I2',
    'a run goes on after its end',
    { changes: [...sound.changes, { ...end, from: 'succeeded', to: 'queued' }] },
  ],
  [
    'I2',
    'a final run never came to an end',
    { changes: sound.changes.filter(({ to }) => to !== 'succeeded') },
  ],
  [
    'I3',
    'a run never ends',
    {
      runs: sound.runs.map((run) => (run.id === 'run_2' ? { ...run, status: 'running' } : run)),
      changes: sound.changes.slice(0, -1),
    },
  ],
  ['I4', 'a run starts more often than it may', { starts: [...sound.starts, { ...third, attempt: 2 }] }],
  ['I4', 'one attempt starts twice', { starts: [first, { ...second, attempt: 1 }, third] }],
  ['I5', 'two processes execute one run', { samples: [[first, second]], limits: { a: 2 } }],
  ['I6', 'a process is left', { leftovers: [99] }],
  ['I7', 'too many runs of a task execute at once', { samples: [[second, third]] }],
  ['I8', 'the store is damaged', { integrity: 'row 7 missing from index runs_claim' }],
  ['I10', 'log belongs to no run', { orphanChunks: 1 }],
]

test('the checker finds nothing in a sound history', () => {
  expect(violations(sound)).toEqual([])
})

for (const [rule, what, history] of broken) {
  test(`the checker notices when ${what} (${rule})`, () => {
    const found = violations({ ...sound, ...history })
    expect(found.map((sentence) => sentence.split(':')[0])).toEqual([rule])
  })
}
