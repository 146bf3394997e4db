/** A strict reader of the text format of Prometheus: it takes less than Prometheus does. */
import assert from 'node:assert/strict'

export type Series = { name: string; labels: Record<string, string>; value: number }

type Family = { name: string; type: string; series: Series[] }

const parts: Record<string, string[]> = {
  histogram: ['_bucket', '_sum', '_count'],
  summary: ['', '_sum', '_count'],
}

/** All series of the text; throws where it is not well-formed, says anything twice or has buckets that do not add up. */
export function seriesOf(text: string): Series[] {
  assert.ok(text.endsWith('\n'), 'the last line has no end')
  const families: Family[] = []
  for (const line of text.split('\n').filter((line) => line !== '')) {
    if (line.startsWith('# HELP ')) families.push({ name: nameIn(line), type: '', series: [] })
    else if (line.startsWith('# TYPE ')) nameType(line, families.at(-1))
    else addSeries(readSeries(line), families.at(-1))
  }
  const names = families.map(({ name }) => name)
  assert.equal(new Set(names).size, names.length, 'a metric comes twice')
  for (const family of families) checkFamily(family)
  return families.flatMap(({ series }) => series)
}

/** The one value of a series. */
export function valueIn(text: string, name: string, labels: Record<string, string> = {}): number | undefined {
  return seriesOf(text).find((series) => keyOf(series) === keyOf({ name, labels, value: 0 }))?.value
}

function nameIn(line: string): string {
  const [, name] = /^# HELP ([a-zA-Z_:][\w:]*) [^\n]+$/.exec(line) ?? []
  assert.ok(name, `no help: ${line}`)
  return name
}

function nameType(line: string, family?: Family) {
  const [, name, type] = /^# TYPE (\S+) (counter|gauge|histogram|summary)$/.exec(line) ?? []
  assert.ok(family && type && name === family.name && family.type === '', `no type of its help: ${line}`)
  family.type = type
}

function addSeries(series: Series, family?: Family) {
  const names = (parts[family?.type ?? ''] ?? ['']).map((part) => `${family?.name}${part}`)
  assert.ok(family?.type && names.includes(series.name), `${series.name} is not part of ${family?.name}`)
  family.series.push(series)
}

function readSeries(line: string): Series {
  const [, name = '', , labels = '', value = ''] =
    /^([a-zA-Z_:][\w:]*)(\{(.*)\})? (\S+)$/s.exec(line) ?? assert.fail(`no series: ${line}`)
  assert.match(value, /^(-?\d+(\.\d+)?(e[+-]?\d+)?|[+-]Inf|Na[nN])$/, line)
  return { name, labels: readLabels(labels, line), value: Number(value.replace('Inf', 'Infinity')) }
}

function readLabels(text: string, line: string): Record<string, string> {
  const label = /([a-zA-Z_]\w*)="((?:[^"\\]|\\["\\n])*)"(,(?=.)|$)/gsy
  const found: [string, string][] = []
  while (label.lastIndex < text.length) {
    const [, name = '', value = ''] = label.exec(text) ?? assert.fail(`no labels: ${line}`)
    found.push([name, value.replace(/\\(.)/g, (_, letter) => (letter === 'n' ? '\n' : letter))])
  }
  assert.equal(new Set(found.map(([name]) => name)).size, found.length, `a label twice: ${line}`)
  return Object.fromEntries(found)
}

const keyOf = ({ name, labels }: Series) => JSON.stringify([name, ...Object.entries(labels).sort()])

function checkFamily({ name, type, series }: Family) {
  assert.ok(type, `${name} has no type`)
  assert.equal(name.endsWith('_total'), type === 'counter', `${name} is a ${type}`)
  assert.equal(new Set(series.map(keyOf)).size, series.length, `a series of ${name} comes twice`)
  if (type === 'histogram') checkBuckets(name, series)
}

function checkBuckets(name: string, series: Series[]) {
  const buckets = series.filter((one) => one.name === `${name}_bucket`)
  const groups = Map.groupBy(buckets, ({ labels: { le, ...rest } }) =>
    keyOf({ name: '', labels: rest, value: 0 }),
  )
  for (const [key, group] of groups) {
    const bounds = group.map(({ labels }) => Number(labels.le?.replace('Inf', 'Infinity')))
    assert.deepEqual(
      bounds,
      bounds.toSorted((a, b) => a - b),
    )
    assert.equal(bounds.at(-1), Number.POSITIVE_INFINITY)
    const counts = group.map(({ value }) => value)
    assert.deepEqual(
      counts,
      counts.toSorted((a, b) => a - b),
      'buckets are cumulative',
    )
    const ofGroup = (part: string) =>
      series.find((one) => one.name === name + part && keyOf({ ...one, name: '' }) === key)?.value
    assert.equal(counts.at(-1), ofGroup('_count'))
    assert.notEqual(ofGroup('_sum'), undefined)
  }
}
