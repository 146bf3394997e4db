/** The series of Runboard itself, from what its store tells. docs/metrics.md says what each of them means. */
import { finalStatuses } from '../run.ts'
import type { Figures } from '../store/figures.ts'
import type { TotalRow } from '../store/schema.ts'
import { version } from '../version.ts'
import { durations } from './durations.ts'
import { type Family, gauge, type Sample } from './family.ts'

export function familiesOf(figures: Figures): Family[] {
  const build = { labels: { version, node: process.versions.node }, value: 1 }
  return [
    gauge('build_info', 'Always 1; the labels say what is running.', [build]),
    ...waiting(figures),
    ...executing(figures),
    ended(figures),
    durations(figures.totals),
  ]
}

function waiting(figures: Figures): Family[] {
  const queues = new Map(figures.queues.map((queue) => [queue.task, queue]))
  const perTask = (read: (task: string) => number | undefined) => samplesOf(figures, read)
  return [
    gauge(
      'queued_runs',
      'Runs that could start now and wait.',
      perTask((task) => queues.get(task)?.due),
    ),
    gauge(
      'scheduled_runs',
      'Runs that are queued for later, by a delay or for their next attempt.',
      perTask((task) => queues.get(task)?.later),
    ),
    gauge(
      'oldest_queued_seconds',
      'How long the first of those has waited that could start now; 0 where none waits.',
      perTask((task) => (queues.get(task)?.oldestMs ?? 0) / 1000),
    ),
  ]
}

function executing(figures: Figures): Family[] {
  const running = new Map(figures.running.map(({ task, runs }) => [task, runs]))
  const { runners } = figures
  const total = (values: number[]) => [{ labels: {}, value: values.reduce((sum, value) => sum + value, 0) }]
  return [
    gauge(
      'running_runs',
      'Runs that are being executed.',
      samplesOf(figures, (task) => running.get(task)),
    ),
    gauge('runners', 'Runners that are alive.', total([runners.length])),
    gauge('slots', 'Runs that these runners can execute at once.', total(runners.map(({ slots }) => slots))),
    gauge('slots_in_use', 'Runs that they are executing.', total(runners.map(({ running }) => running))),
  ]
}

/** From 0 on, where none ended so yet: Prometheus sees an increase only from a value that it has seen. */
function ended(figures: Figures): Family {
  const counts = new Map<string, number>()
  const key = ({ task, status }: Pick<TotalRow, 'task' | 'status'>) => JSON.stringify([task, status])
  for (const row of figures.totals) counts.set(key(row), (counts.get(key(row)) ?? 0) + row.runs)
  return {
    name: 'runboard_runs_ended_total',
    help: 'Runs that have ended, by how.',
    type: 'counter',
    values: tasksOf(figures).flatMap((task) =>
      finalStatuses.map((status) => ({
        labels: { task, status },
        value: counts.get(key({ task, status })) ?? 0,
      })),
    ),
  }
}

/** A task that is gone keeps its series, and 0 is said where nothing is: a gap would look like a server that is down. */
const samplesOf = (figures: Figures, read: (task: string) => number | undefined): Sample[] =>
  tasksOf(figures).map((task) => ({ labels: { task }, value: read(task) ?? 0 }))

function tasksOf({ tasks, queues, running, totals }: Figures): string[] {
  return [...new Set([...tasks, ...[...queues, ...running, ...totals].map(({ task }) => task)])].sort()
}
