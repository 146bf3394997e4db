import type { Run, Task } from '../../../lib/resources.ts'
import type { Translate } from '../../i18n/message.ts'
import { fits } from '../tasks/task-order.ts'

/** One line of the palette. `value` is unique; the rest says what choosing it does. */
export type Command = { value: string; label: string } & (
  | { kind: 'start'; task: Task }
  | { kind: 'go'; href: string }
  | { kind: 'look'; run: Run }
  | { kind: 'keys' }
)

export type CommandGroup = { value: string; items: Command[] }

const most = 8

/** What fits the words that were typed. `runs` were found by the server already. */
export function commandsFor(words: string, tasks: readonly Task[], runs: readonly Run[], t: Translate) {
  const able = tasks.filter((task) => !task.problem && fits(task, words)).slice(0, most)
  const titles = new Map(tasks.map(({ name, title }) => [name, title]))
  const groups: CommandGroup[] = [
    { value: t('palette.start'), items: able.map((task) => start(task, t)) },
    { value: t('palette.runs'), items: runs.slice(0, most).map((run) => look(run, titles.get(run.task))) },
    { value: t('palette.go'), items: placesFor(words, tasks, t) },
  ]
  return groups.filter(({ items }) => items.length > 0)
}

const start = (task: Task, t: Translate): Command => ({
  kind: 'start',
  value: `start ${task.name}`,
  label: t('palette.startOne', { task: task.title }),
  task,
})

const look = (run: Run, title = run.task): Command => ({ kind: 'look', value: run.id, label: title, run })

function placesFor(words: string, tasks: readonly Task[], t: Translate): Command[] {
  const pages: Command[] = [
    { kind: 'go', value: '/', label: t('nav.tasks'), href: '/' },
    { kind: 'go', value: '/runs', label: t('nav.runs'), href: '/runs' },
    { kind: 'go', value: '/docs', label: t('nav.docs'), href: '/docs' },
    { kind: 'go', value: '/audit', label: t('nav.audit'), href: '/audit' },
    { kind: 'keys', value: 'keys', label: t('keys.title') },
  ]
  const found = pages.filter(({ label }) => label.toLowerCase().includes(words.trim().toLowerCase()))
  if (words.trim() === '') return found
  return [
    ...found,
    ...tasks
      .filter((task) => fits(task, words))
      .slice(0, most)
      .map(pageOf),
  ]
}

const pageOf = ({ name, title }: Task): Command => {
  const href = `/tasks/${encodeURIComponent(name)}`
  return { kind: 'go', value: href, label: title, href }
}
