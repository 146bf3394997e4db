import type { Task, TaskList } from '../../lib/resources.ts'
import type { Command } from '../command.ts'
import { painted } from '../paint.ts'
import { table } from '../table.ts'
import { visibleLine } from '../visible.ts'

export const tasks: Command = {
  summary: 'The tasks, and how they are',
  usage: '',
  words: [0, 0],
  options: {},
  examples: [
    ['tasks', 'a table'],
    ['tasks --json', 'with the inputs that each of them takes'],
  ],
  async run({ api, screen, json }) {
    const list = await api.json<TaskList>('/api/tasks')
    if (json) screen.json(list)
    else screen.print(...painted(screen, table(['TASK', 'STATUS', 'TITLE'], list.data.map(row))))
    if (!list.runner) screen.say('Nothing is running tasks right now.')
    return 0
  },
}

const row = (task: Task) => [task.name, statusOf(task), task.title].map(visibleLine)

function statusOf({ problem, activeCount, lastRun }: Task): string {
  if (problem) return 'broken'
  if (activeCount > 1) return `${activeCount} active`
  return lastRun?.status ?? 'never run'
}
