/** Stays with a run until its end. Both ways give the exit code that stands for it. */
import type { Log, RunDetail } from '../lib/resources.ts'
import { type FinalStatus, isFinal } from '../lib/run.ts'
import { inWords } from './duration.ts'
import { outcomeCodes } from './exit-codes.ts'
import { Interrupt } from './interrupt.ts'
import { progressLine, statusWord } from './progress-line.ts'
import { logPages, runStates } from './run-news.ts'
import type { Session } from './session.ts'

type Options = {
  /** The run is ours: Ctrl-C on a terminal asks whether to cancel it. */
  mayCancel: boolean
  /** Number of the last line that was shown already. */
  after?: number
}

/** Prints the log as it is written; with JSON, its lines as documents of one line each, and the run as the last one. */
export async function followLog(
  session: Session,
  id: string,
  { mayCancel, after }: Options,
): Promise<number> {
  using interrupt = new Interrupt(session, id, mayCancel ? 'may be canceled' : 'is watched')
  return await watch(session, logPages(session, id, interrupt.signal, after), ({ run, lines, eof }: Log) => {
    printLines(session, lines)
    if (eof && session.json) session.screen.jsonLine(run)
    return run
  })
}

/** Waits for the end and prints the output; with JSON, the run. */
export async function awaitOutput(session: Session, id: string, { mayCancel }: Options): Promise<number> {
  using interrupt = new Interrupt(session, id, mayCancel ? 'may be canceled' : 'is watched')
  return await watch(session, runStates(session, id, interrupt.signal), (run: RunDetail) => {
    if (isFinal(run) && session.json) session.screen.json(run)
    else if (run.status === 'succeeded') session.screen.json(run.output)
    return run
  })
}

/** In one go, however many they are. */
export function printLines({ screen, json }: Session, lines: Log['lines']) {
  screen.together(() => {
    for (const line of lines) {
      if (json) screen.jsonLine(line)
      else screen.log(line)
    }
  })
}

/** Each piece of news is printed, and the status line follows the run. */
async function watch<T>(
  session: Session,
  news: AsyncIterable<T>,
  print: (piece: T) => RunDetail,
): Promise<number> {
  const { api, screen } = session
  let run: RunDetail | undefined
  const draw = () => run && screen.statusLine?.show(progressLine(run, api.now()))
  const everySecond = setInterval(draw, 1000)
  try {
    for await (const piece of news) {
      run = print(piece)
      draw()
    }
  } finally {
    clearInterval(everySecond)
    screen.end()
  }
  if (!run) throw new Error('A run has a state.')
  tellEnd(session, run)
  return outcomeCodes[run.status as FinalStatus]
}

function tellEnd({ screen }: Session, run: RunDetail) {
  const took = run.startedAt && run.finishedAt ? Date.parse(run.finishedAt) - Date.parse(run.startedAt) : null
  const words = `${run.id} ${statusWord(run.status)}${took === null ? '' : ` after ${inWords(took)}`}`
  if (run.status === 'succeeded') screen.say(words)
  else screen.complain(run.error ? `${words}: ${run.error.message}` : words)
}
