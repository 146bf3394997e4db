/** The log as the task wrote it: all of it, or the lines that the query asks for. */
import { manager } from '../../../../../lib/manager.ts'
import type { LogLine } from '../../../../../lib/resources.ts'
import type { Call } from '../../../call.ts'
import { textResponse } from '../../../text.ts'

/** Throws `not_found`. */
export async function textLog({ params, query }: Call<'getLog'>): Promise<Response> {
  const run = await manager().run(params.id)
  const name = query.download === undefined ? undefined : `${run.task}-${run.id}.log`
  return textResponse(asksForPart(query) ? part(params.id, query) : manager().logText(run.id), name)
}

type Query = Call<'getLog'>['query']

function asksForPart({ after, before, tail, stream }: Query): boolean {
  return [after, before, tail, stream].some((part) => part !== undefined)
}

async function* part(id: string, query: Query): AsyncIterable<string> {
  const { lines } = await manager().log(id, query)
  yield lines.map(written).join('')
}

const written = ({ text, partial }: LogLine) => (partial ? text : `${text}\n`)
