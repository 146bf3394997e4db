import type { TotalRow } from '../store/schema.ts'
import { durationBounds, neverStarted } from '../store/totals.ts'
import type { Family, Sample } from './family.ts'

const name = 'runboard_run_duration_seconds'

/** A histogram for each task and status that a run has ended with after it had started. */
export function durations(totals: TotalRow[]): Family {
  const started = totals.filter((row) => row.within_ms !== neverStarted)
  const groups = Map.groupBy(started, ({ task, status }) => JSON.stringify([task, status]))
  const help = 'How long the last attempts of runs took that have ended.'
  return { name, help, type: 'histogram', values: [...groups.values()].flatMap(histogramOf) }
}

/** Cumulative, as Prometheus has them: a bucket counts all that took no longer. */
function histogramOf(rows: TotalRow[]): Sample[] {
  const { task = '', status = '' } = rows[0] ?? {}
  const sum = (rows: TotalRow[], column: 'runs' | 'ms') => rows.reduce((all, row) => all + row[column], 0)
  const labels = { task, status }
  const buckets = durationBounds.map((ms) => ({
    metricName: `${name}_bucket`,
    labels: { ...labels, le: String(ms / 1000) },
    value: sum(
      rows.filter(({ within_ms }) => within_ms <= ms),
      'runs',
    ),
  }))
  const count = sum(rows, 'runs')
  return [
    ...buckets,
    { metricName: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, value: count },
    { metricName: `${name}_sum`, labels, value: sum(rows, 'ms') / 1000 },
    { metricName: `${name}_count`, labels, value: count },
  ]
}
