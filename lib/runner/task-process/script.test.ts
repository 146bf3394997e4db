import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ProblemError } from './problem.ts'
import { checkScript } from './script.ts'

let folder: string

beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'runboard-script-')), 'tasks')
  mkdirSync(folder)
})
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }))

/** The message and the cure of the problem with a script. */
function problemOf(name: string, source: string, mode = 0o755): [string, string | null] {
  const file = path.join(folder, name)
  writeFileSync(file, source)
  chmodSync(file, mode)
  try {
    checkScript(file, source)
  } catch (error) {
    if (error instanceof ProblemError) return [error.message, error.cure]
    throw error
  }
  return ['no problem', null]
}

describe('a script can be started', () => {
  test.each([
    '#!/bin/sh\n',
    '#! /bin/sh -eu\n',
    '#!/usr/bin/env sh',
    '#!/usr/bin/env -S sh -eu\n',
    '#!/usr/bin/env   sh\n',
  ])('when its first line is %j', (source) => {
    expect(problemOf('report', source)).toEqual(['no problem', null])
  })

  test('when it is a program', () => {
    expect(problemOf('report', '\x7fELF\x02\x01')).toEqual(['no problem', null])
  })
})

describe('a script cannot be started', () => {
  test.each([
    ['report.py', 'python3'],
    ['report.rb', 'ruby'],
    ['report.sh', 'bash'],
    ['report', 'bash'],
  ])('without a first line that says how: %s', (name, program) => {
    expect(problemOf(name, 'print(1)\n')).toEqual([
      'It does not say which program runs it.',
      `Make its first line name the program that runs it, such as #!/usr/bin/env ${program}`,
    ])
  })

  test('without its run bit', () => {
    expect(problemOf('report.sh', '#!/bin/sh\n', 0o644)).toEqual([
      'It may not be executed.',
      `chmod +x ${folder}/report.sh`,
    ])
  })

  test('the cure can be pasted whatever the file is called', () => {
    expect(problemOf("it's\u0020new.sh", '#!/bin/sh\n', 0o644)[1]).toBe(
      `chmod +x '${folder}/it'\\''s new.sh'`,
    )
  })

  test.each([
    ['#!/usr/bin/env no-such-program\n', 'no-such-program', 'no-such-program'],
    ['#!/usr/bin/env -S no-such-program -u\n', 'no-such-program', 'no-such-program'],
    ['#!/opt/none/bin/python9\n', '/opt/none/bin/python9', 'python9'],
  ])('without the program of its first line: %j', (source, program, name) => {
    expect(problemOf('report', source)).toEqual([
      `It needs ${program}, which is not installed on this machine.`,
      `Install ${name}, or correct the first line of the file.`,
    ])
  })
})

test('lines that end as on Windows are named, with the cure', () => {
  const [message, cure] = problemOf('report.sh', '#!/bin/sh\r\necho hello\r\n')
  expect(message).toMatch(/CRLF/)
  expect(cure).toBe(`sed -i 's/\\r$//' ${folder}/report.sh`)
})
