/** Metrics in the text format of Prometheus, written by its library for Node. */
import { collectDefaultMetrics, type Metric, Registry } from 'prom-client'
import type { Figures } from '../store/figures.ts'
import { familiesOf } from './families.ts'
import type { Family } from './family.ts'

/** Our own figures, and those of this process. */
export async function expositionOf(figures: Figures): Promise<string> {
  const own = new Registry()
  for (const family of familiesOf(figures)) own.registerMetric(counted(family))
  return `${await own.metrics()}\n${await ofThisProcess().metrics()}`
}

/** The library counts one by one what its own metrics see; ours have been counted already, by the store. */
const counted = (family: Family) => ({ ...family, get: async () => family }) as unknown as Metric

const key = Symbol.for('runboard.process-metrics')

/** One in the process although Next may load this file again: it watches the event loop from its first use on. */
function ofThisProcess(): Registry {
  const shared = globalThis as { [key]?: Registry }
  shared[key] ??= processRegistry()
  return shared[key]
}

/** Of these names `_total` would say that they only ever grow. */
const misnamed = [
  'nodejs_active_resources_total',
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
]

function processRegistry(): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  for (const name of misnamed) registry.removeSingleMetric(name)
  return registry
}
