import { addLines } from './log-rows.ts'
import { plainText } from './plain-text.ts'
import { logUrl } from './use-run.ts'

/** The whole log as it is read: without colours, and of a line that was rewritten only what it became. */
export async function wholeLog(id: string): Promise<string> {
  const response = await fetch(`${logUrl(id)}?format=text`, { cache: 'no-store' })
  if (!response.ok) throw new Error(`The log was not sent: ${response.status}`)
  const lines = (await response.text()).split('\n').map((text, at) => ({ ...line, seq: at + 1, text }))
  return addLines([], lines)
    .map((row) => plainText(row.text))
    .join('\n')
}

const line = { time: '', stream: 'out', attempt: 1 } as const
