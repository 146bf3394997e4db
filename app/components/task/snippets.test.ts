import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fieldsOf } from '../form/fields.ts'
import { commandOf, curlOf, pythonOf, type Start } from './snippets.ts'

const schema = z.object({
  title: z.string(),
  dry: z.boolean().optional(),
  names: z.array(z.string()).optional(),
  day: z.iso.date(),
  apiKey: z.string().meta({ writeOnly: true }),
  table: z.string().meta({ format: 'file' }),
})
const title = `it's "$HOME" \`id\` \\n ü`
const start: Start = {
  origin: 'https://board.example',
  task: 'report ü',
  fields: fieldsOf(z.toJSONSchema(schema, { io: 'input' }) as Parameters<typeof fieldsOf>[0]),
  input: { title, dry: true, names: ['a', 'b c'], apiKey: 'hunter22', table: 'file_1' },
  login: true,
}
const body = {
  input: { title, dry: true, names: ['a', 'b c'], apiKey: '<apiKey>', table: '<table>', day: '<day>' },
}

/** The words that a shell makes of a command. */
function words(command: string): string[] {
  const script = `${command.replace(/^(curl|npx)/, 'show')}`
  const env = { ...process.env, RUNBOARD_PASSWORD: 'p w', API_KEY: 'k' }
  return execFileSync('sh', ['-c', `show() { printf '%s\\0' "$@"; }\n${script}`], { env })
    .toString()
    .split('\0')
}

describe('starting a run from elsewhere', () => {
  it('is a call with the input as it is filled in, whatever is in it', () => {
    const given = words(curlOf(start))
    expect(given).toContain('https://board.example/api/tasks/report%20%C3%BC/runs')
    expect(given).toContain('Authorization: Bearer p w')
    expect(JSON.parse(given[given.indexOf('-d') + 1] ?? '')).toEqual(body)
    expect(curlOf({ ...start, login: false })).not.toContain('Authorization')
  })

  it('is a command', () => {
    const given = words(commandOf(start))
    expect(given.slice(0, 3)).toEqual(['runboard', 'run', 'report ü'])
    for (const input of [`title=${title}`, 'dry=true', 'names=b c', 'apiKey=k', 'table=@PATH', 'day=<day>'])
      expect(given).toContain(input)
    expect(given).toContain('--url')
    expect(commandOf({ ...start, origin: 'http://localhost:3000' })).not.toContain('--url')
  })

  it('is Python', () => {
    const text = pythonOf(start)
    const [, data = ''] = /data=json\.dumps\((.*)\)\.encode/.exec(text) ?? []
    const json = execFileSync('python3', ['-c', `import json\nprint(json.dumps(${data}))`]).toString()
    expect(JSON.parse(json)).toEqual(body)
    expect(text).toContain('os.environ')
  })

  it('shows no secret', () => {
    for (const text of [curlOf(start), commandOf(start), pythonOf(start)])
      expect(text).not.toContain('hunter22')
  })
})
