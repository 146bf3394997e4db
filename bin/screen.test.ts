import { expect, test } from 'vitest'
import { Screen } from './screen.ts'

/** What a screen writes, as it would be written to a terminal or into a pipe. */
function screenOn(isTTY: boolean, more: { quiet?: boolean; env?: Record<string, string> } = {}) {
  const written = { out: '', err: '', all: '' }
  const stream = (name: 'out' | 'err') => ({
    isTTY,
    columns: 20,
    write(text: string) {
      written[name] += text
      written.all += text
    },
  })
  const screen = new Screen({ stdout: stream('out'), stderr: stream('err'), env: {}, ...more })
  return { screen, written }
}

const hostile = 'a\x1b[2Jb'

test('in a pipe a log goes out as it is, each stream to its own', () => {
  const { screen, written } = screenOn(false)
  screen.log({ stream: 'out', text: hostile })
  screen.log({ stream: 'out', text: 'no end', partial: true })
  screen.log({ stream: 'err', text: 'oh' })
  screen.log({ stream: 'system', text: 'retrying' })
  screen.end()
  expect(written).toMatchObject({ out: `${hostile}\nno end`, err: 'oh\nretrying\n' })
})

test('on a terminal a log cannot act', () => {
  const { screen, written } = screenOn(true)
  screen.log({ stream: 'out', text: hostile })
  screen.complain(hostile)
  screen.json({ text: '\x9b2J' })
  expect(written.out).toBe('a\\u001b[2Jb\n{\n  "text": "\\u009b2J"\n}\n')
  expect(written.err).toBe('runboard: a\\u001b[2Jb\n')
})

test('colours of a log stay on a terminal, unless NO_COLOR is set', () => {
  const red = { stream: 'out', text: '\x1b[31mred' } as const
  const coloured = screenOn(true)
  coloured.screen.log(red)
  expect([coloured.written.out, coloured.screen.hasColours]).toEqual(['\x1b[31mred\x1b[0m\n', true])
  const plain = screenOn(true, { env: { NO_COLOR: '1' } })
  plain.screen.log(red)
  expect([plain.written.out, plain.screen.hasColours]).toEqual(['red\n', false])
})

test('the status line stays below the log, cut to one line, and is gone at the end', () => {
  const { screen, written } = screenOn(true)
  screen.statusLine?.show('running and so on and so on')
  screen.together(() => {
    screen.log({ stream: 'out', text: 'one' })
    screen.log({ stream: 'err', text: 'two' })
  })
  screen.end()
  const line = 'running and so on …'
  expect(written.all).toBe(`\r\x1b[K${line}\r\x1b[Kone\ntwo\n\r\x1b[K${line}\r\x1b[K`)
})

test('a line without an end is held back until it has one, or nothing more comes', () => {
  const { screen, written } = screenOn(true)
  screen.log({ stream: 'out', text: 'half ', partial: true })
  expect(written.out).toBe('')
  screen.log({ stream: 'out', text: 'whole' })
  screen.log({ stream: 'err', text: 'rest', partial: true })
  screen.end()
  expect(written).toMatchObject({ out: 'half whole\n', err: 'rest\n' })
})

test('a question stands in for the status line until it is answered', () => {
  const { screen, written } = screenOn(true)
  screen.statusLine?.show('running')
  screen.statusLine?.ask('Cancel? ')
  screen.statusLine?.show('still running')
  screen.statusLine?.answered()
  expect(written.err.split('\r\x1b[K').slice(1)).toEqual(['running', 'Cancel? ', 'Cancel? ', 'still running'])
})

test('quiet leaves results and errors, and nothing is drawn then, in a pipe, or on a terminal that cannot', () => {
  const { screen, written } = screenOn(true, { quiet: true })
  screen.say('chatter')
  screen.complain('wrong')
  screen.print('result')
  expect(written).toMatchObject({ out: 'result\n', err: 'runboard: wrong\n' })
  expect(screen.statusLine).toBeNull()
  expect(screenOn(false).screen.statusLine).toBeNull()
  expect(screenOn(true, { env: { TERM: 'dumb' } }).screen.statusLine).toBeNull()
})
