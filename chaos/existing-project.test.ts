import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { masked } from '../lib/secrets.ts'
import { onBoard } from './board.ts'
import type { Installation } from './installation.ts'

const page = readFileSync('docs/existing-project.md', 'utf8')
/** The files that the page shows, by their paths. */
const files = [...page.matchAll(/^`(\/srv\/[^`]+)`:\n+```\w+\n([\s\S]*?)```/gm)]

/** Makes all that the page describes, with the folders of this installation in place of `/srv`. */
function followPage(board: Installation) {
  const here = (text: string) => text.replaceAll('/srv/', `${board.folder}/`)
  for (const [, name = '', content = ''] of files) {
    mkdirSync(path.dirname(here(name)), { recursive: true })
    writeFileSync(here(name), here(content), { mode: 0o755 })
  }
  const batch = path.join(board.folder, 'batch')
  execFileSync('python3', ['-m', 'venv', '--without-pip', '.venv'], { cwd: batch })
  symlinkSync(path.join(batch, 'count.sh'), path.join(board.tasks, 'count.sh'))
}

test(
  'an existing project gets its buttons as the page says',
  onBoard(async (board) => {
    expect(files).toHaveLength(7)
    followPage(board)
    await board.start()

    const report = await board.run('report')
    const { progress } = await report.reaches('succeeded')
    expect(progress).toMatchObject({ done: 100, total: 100 })
    const log = await report.log()
    expect(log).toContain(`login as batch with ${masked}\n`)
    expect(log).toContain(`3 sales, 130 in all, by ${board.folder}/batch/.venv\n`)

    const september = await board.run('report', { month: '2026-09' })
    await september.reaches('succeeded')
    expect(await september.log()).toContain('1 sales, 120 in all')
    await expect(board.run('report', { month: 'May' })).rejects.toMatchObject({ code: 'invalid_input' })

    const count = await board.run('count')
    await count.reaches('succeeded')
    expect(await count.log()).toBe('5\n')

    const totals = await board.run('totals')
    expect((await totals.reaches('succeeded')).output).toEqual({ '2026-09': 120, '2026-10': 130 })
  }),
)
