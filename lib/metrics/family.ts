/** A metric with all its series, in the shape in which prom-client writes them down. */
export type Family = { name: string; help: string; type: 'gauge' | 'counter' | 'histogram'; values: Sample[] }

/** `metricName` where it is not that of the family: the parts of a histogram have their own. */
export type Sample = { labels: Record<string, string>; value: number; metricName?: string }

export const gauge = (name: string, help: string, values: Sample[]): Family => ({
  name: `runboard_${name}`,
  help,
  type: 'gauge',
  values,
})
