/** A web process without pages, to be killed: a manager that starts a runner, watches it, and answers its parent. */
import { parseConfig } from '../lib/config.ts'
import { messageOf } from '../lib/errors.ts'
import { Manager } from '../lib/manager.ts'
import type { Answer, Question } from './web-process.ts'

const manager = new Manager(parseConfig(process.env))
process.on('SIGTERM', async () => {
  await manager.stop()
  process.exit()
})
process.on('message', async (question: Question) => {
  const { number } = question
  const answer = await runOf(question).then(
    (run): Answer => ({ number, run }),
    (error): Answer => ({ number, refusal: messageOf(error) }),
  )
  process.send?.(answer)
})
await manager.start()

async function runOf(question: Question): Promise<string> {
  if ('look' in question) return (await manager.run(question.look)).id
  return (await manager.startRun({ task: question.start, trigger: 'api' })).run.id
}
