import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { commands } from '../bin/commands.ts'
import { exitCodes, outcomeCodes } from '../bin/exit-codes.ts'
import { parseFrontMatter } from '../lib/runner/front-matter.ts'
import { fieldTypes } from '../lib/runner/input-fields.ts'
import { clientSettingNames, settingNames } from '../lib/settings.ts'
import { Declaration } from '../lib/task.ts'

const configuration = readFileSync('docs/configuration.md', 'utf8')
const tasks = readFileSync('docs/tasks.md', 'utf8')
const commandLine = readFileSync('docs/command-line.md', 'utf8')

test('docs/configuration.md lists every setting, and no other', () => {
  const listed = [...configuration.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name)
  expect(listed.sort()).toEqual([...settingNames].sort())
})

test('docs/command-line.md lists every command, and every setting of the client', () => {
  const listed = [...commandLine.matchAll(/^\| `([a-z]+)[^`]*`/gm)].map(([, name]) => name)
  expect([...new Set(listed)].sort()).toEqual(Object.keys(commands).sort())
  expect(clientSettingNames.filter((name) => !commandLine.includes(`| \`${name}\``))).toEqual([])
})

test('docs/command-line.md lists every exit code', () => {
  const table = commandLine.split('## Exit codes')[1]?.split('\n## ')[0] ?? ''
  const listed = [...table.matchAll(/\| (\d+) +(?=\|)/g)].map(([, code]) => Number(code))
  const all = [...Object.values(outcomeCodes), ...Object.values(exitCodes)]
  expect([...new Set(listed)].sort()).toEqual([...new Set(all)].sort())
})

test('docs/tasks.md lists every option of a task', () => {
  expect(Object.keys(Declaration.shape).filter((option) => !tasks.includes(`\`${option}\``))).toEqual([])
})

test('docs/tasks.md lists every type of input', () => {
  expect(fieldTypes.filter((type) => !tasks.includes(`\`${type}\``))).toEqual([])
})

test('the script in docs/tasks.md is read as it is shown', () => {
  const [, script = ''] = /```python\n([\s\S]*?)```/.exec(tasks) ?? []
  const { title, args, inputSchema } = parseFrontMatter(script)
  expect(title).toBe('Monthly report')
  expect(args).toHaveLength(4)
  expect(inputSchema.required).toEqual(['month'])
})
