import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkArguments, clashOf, environmentOf, renderArguments, variableOf } from './arguments.ts'

describe('places in arguments', () => {
  test('a value takes its place, alone or inside text', () => {
    const template = ['report.py', '{month}', '--month={month}', '{from}..{to}']
    const input = { month: '2026-01', from: 1, to: 2 }
    expect(renderArguments(template, input)).toEqual(['report.py', '2026-01', '--month=2026-01', '1..2'])
  })

  test('an argument whose value is absent is left out', () => {
    expect(renderArguments(['a', '{month}', '--x={month}', 'b'], { month: null })).toEqual(['a', 'b'])
    expect(renderArguments(['{month}'], {})).toEqual([])
  })

  test('an empty text is a value: it stays as an empty argument', () => {
    expect(renderArguments(['{name}', '--name={name}'], { name: '' })).toEqual(['', '--name='])
  })

  test('a nested list is left out whole when one of its values is absent', () => {
    const template = ['run', ['--from', '{from}', '--to', '{to}'], ['--all']]
    expect(renderArguments(template, { from: 1, to: 2 })).toEqual([
      'run',
      '--from',
      '1',
      '--to',
      '2',
      '--all',
    ])
    expect(renderArguments(template, { from: 1 })).toEqual(['run', '--all'])
  })

  test('a flag gives its text when it is true and leaves its argument out otherwise', () => {
    const template = ['{dryRun?--dry-run}', ['--mode', '{fast?quick}']]
    expect(renderArguments(template, { dryRun: true, fast: true })).toEqual(['--dry-run', '--mode', 'quick'])
    expect(renderArguments(template, { dryRun: false })).toEqual([])
    expect(renderArguments(template, { dryRun: 'yes', fast: 1 })).toEqual([])
  })

  test('booleans, numbers, lists and objects become text', () => {
    const template = ['{yes}', '{no}', '{ratio}', '{list}', '{object}']
    const input = { yes: true, no: false, ratio: 0.5, list: ['a b', 1], object: { a: null } }
    expect(renderArguments(template, input)).toEqual(['true', 'false', '0.5', '["a b",1]', '{"a":null}'])
  })

  test('doubled braces are braces', () => {
    expect(renderArguments(['{{"id": {id}}}', '{{id}}', '}}{{'], { id: 7 })).toEqual([
      '{"id": 7}',
      '{id}',
      '}{',
    ])
  })

  test('what an object inherits is never a value', () => {
    expect(renderArguments(['{toString}', '{constructor}', '{__proto__}'], {})).toEqual([])
  })

  test('a value with a NUL character is refused, naming it', () => {
    const refused = expect(() => renderArguments(['{a/b}'], { 'a/b': 'x\0y' }))
    refused.toThrow(
      expect.objectContaining({ code: 'invalid_input', message: expect.stringContaining('"a/b"') }),
    )
    expect(() => environmentOf({ name: ['\0'] })).not.toThrow()
    expect(() => environmentOf({ name: '\0' })).toThrow('NUL')
  })
})

describe('checking a template', () => {
  const names = ['month', 'dryRun']

  test('nothing is wrong when every place names an input', () => {
    expect(checkArguments(['a', '{month}', ['--x', '{dryRun?-n}'], '{{literal}}', ''], names)).toBeNull()
  })

  test('an unknown name is answered with the nearest one', () => {
    expect(checkArguments(['{mnth}'], names)).toBe(
      'The argument "{mnth}" names {mnth}, which is not an input of the task. Did you mean {month}?',
    )
  })

  test('JSON in an argument is answered with how to write braces', () => {
    expect(checkArguments(['{"a": 1}'], names)).toContain('For a literal brace write {{ or }}.')
  })

  test.each(['{', '}', '{month', 'month}', '{}', '{?x}', '{a{b}', '{dryRun?{x}'])(
    '%j has a single brace',
    (argument) => {
      expect(checkArguments([['ok', argument]], names)).toContain('has a single brace')
      expect(() => renderArguments([argument], {})).toThrow('has a single brace')
    },
  )
})

describe('nothing in a value can leave its argument', () => {
  const payloads = [
    '; rm -rf /',
    '&& id',
    '|| id',
    '| cat /etc/passwd',
    '& sleep 9',
    '$(id)',
    '`id`',
    `\${HOME}`,
    '$HOME',
    '$((1+1))',
    '> /tmp/x',
    '>> /tmp/x',
    '< /etc/passwd',
    '2>&1',
    '<(id)',
    "'",
    '"',
    "' ; id ; '",
    '" ; id ; "',
    '\\',
    '\\\\n',
    '*',
    '?',
    '[a-z]*',
    '~',
    '~root',
    '{a,b}',
    '{month}',
    '{{',
    '}}',
    '!!',
    '!$',
    '#',
    '%PATH%',
    '^',
    '--help',
    '-rf',
    '--',
    '-',
    '@file',
    '=',
    '\n',
    'a\nb',
    '\r\n',
    '\t',
    ' ',
    '  two  spaces  ',
    '',
    '\u0001\u001b[31m',
    '\u2028',
    '日本語',
    '👩‍🚀',
    '%s%n',
    '../../etc/passwd',
    'a=b;c',
    '(id)',
    'a b "c d" \'e f\'',
  ]

  test('there are at least forty payloads', () => {
    expect(new Set(payloads).size).toBeGreaterThanOrEqual(40)
  })

  test.each(payloads)('%j stays one argument, byte for byte', (value) => {
    expect(renderArguments(['cmd', '{value}', '--value={value}'], { value })).toEqual([
      'cmd',
      value,
      `--value=${value}`,
    ])
    expect(environmentOf({ value })).toEqual({ INPUT_VALUE: value })
  })

  test('a real process receives every payload as it was', () => {
    const program = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))'
    const received = payloads.map((_, index) => `{value${index}}`)
    const input = Object.fromEntries(payloads.map((value, index) => [`value${index}`, value]))
    const { stdout } = spawnSync(process.execPath, ['-e', program, '--', ...renderArguments(received, input)])
    expect(JSON.parse(String(stdout))).toEqual(payloads)
  })

  test('any text between any literal texts stays one argument', () => {
    const point = fc.oneof(fc.integer({ min: 1, max: 127 }), fc.integer({ min: 128, max: 0x10ffff }))
    const text = fc.array(point).map((points) => String.fromCodePoint(...points))
    fc.assert(
      fc.property(text, text, text, (before, value, after) => {
        const escaped = [before, after].map((part) => part.replace(/[{}]/g, '$&$&'))
        expect(renderArguments([escaped.join('{value}')], { value })).toEqual([before + value + after])
      }),
    )
  })
})

describe('variables', () => {
  test('values become text, absent ones stay unset', () => {
    const input = {
      waitTime: 1.5,
      dryRun: false,
      tags: ['a'],
      options: { a: 1 },
      none: null,
      undef: undefined,
      empty: '',
    }
    expect(environmentOf(input)).toEqual({
      INPUT_WAIT_TIME: '1.5',
      INPUT_DRY_RUN: 'false',
      INPUT_TAGS: '["a"]',
      INPUT_OPTIONS: '{"a":1}',
      INPUT_EMPTY: '',
    })
  })

  test.each([
    ['waitTime', 'INPUT_WAIT_TIME'],
    ['wait-time', 'INPUT_WAIT_TIME'],
    ['wait_time', 'INPUT_WAIT_TIME'],
    ['upTo', 'INPUT_UP_TO'],
    ['HTTPPort', 'INPUT_HTTP_PORT'],
    ['top10Words', 'INPUT_TOP10_WORDS'],
    ['userID', 'INPUT_USER_ID'],
    ['a.b c', 'INPUT_A_B_C'],
  ])('the input %s is the variable %s', (name, variable) => {
    expect(variableOf(name)).toBe(variable)
  })

  test('two inputs that would share a variable are named', () => {
    expect(clashOf(['waitTime', 'other', 'wait_time'])).toBe(
      'The inputs waitTime and wait_time would share the variable INPUT_WAIT_TIME. Rename one of them.',
    )
    expect(clashOf(['waitTime', 'waitTimes'])).toBeNull()
  })
})
