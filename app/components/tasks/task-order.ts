import type { Task } from '../../../lib/resources.ts'

/**
 * The names of tasks in the order of the page: those that are at work, then the default task, then by title. It is
 * found once, when the page opens: a card must not move away from under the pointer because its task has started.
 */
export function orderOf(tasks: readonly Task[]): string[] {
  const atWork = (task: Task) => Number(task.activeCount > 0)
  return tasks
    .toSorted((a, b) => atWork(b) - atWork(a) || Number(b.isDefault) - Number(a.isDefault) || byTitle(a, b))
    .map(({ name }) => name)
}

/** Tasks that came later stand at the end. */
export function inOrder(tasks: readonly Task[], order: readonly string[]): Task[] {
  const places = new Map(order.map((name, place) => [name, place]))
  const placeOf = ({ name }: Task) => places.get(name) ?? order.length
  return tasks.toSorted((a, b) => placeOf(a) - placeOf(b) || byTitle(a, b))
}

/** Whether each of the words is in the title, the name or the description. */
export function fits({ title, name, description }: Task, words: string): boolean {
  const text = `${title} ${name} ${description ?? ''}`.normalize('NFKC').toLowerCase()
  return words
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

const byTitle = (a: Task, b: Task) => a.title.localeCompare(b.title) || (a.name < b.name ? -1 : 1)
