/** Requests that are made from the description of the API: mostly what it asks for, and some that is not. */
import fc from 'fast-check'

type Schema = {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  minimum?: number
  maximum?: number
}
type Parameter = { in: 'path' | 'query' | 'header'; name: string; schema: Schema }
type Operation = {
  operationId: string
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema?: Schema }> }
}
type Description = { paths: Record<string, Record<string, Operation>> }

export type Request = {
  method: string
  path: string
  headers: Record<string, string>
  body?: string | Buffer
}
export type Described = { name: string; requests: fc.Arbitrary<Request> }

/** Each operation, and the requests that it may meet; `known` are parameters of paths that name something. */
export function requestsOf(description: Description, known: Record<string, string[]>): Described[] {
  const resolve = ($ref: string) =>
    $ref
      .slice(2)
      .split('/')
      .reduce((at: unknown, part) => (at as Record<string, unknown>)[decode(part)], description)

  const valuesOf = (schema: Schema = {}): fc.Arbitrary<unknown> => {
    if (schema.$ref) return valuesOf(resolve(schema.$ref) as Schema)
    if (schema.const !== undefined) return fc.constant(schema.const)
    if (schema.enum) return fc.constantFrom(...schema.enum)
    if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valuesOf))
    const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
    if (type === 'string')
      return fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('30s', '2026-11-20', 'true'))
    if (type === 'integer') return integers(schema)
    if (type === 'number') return fc.double({ noNaN: true })
    if (type === 'boolean') return fc.boolean()
    if (type === 'array') return fc.array(valuesOf(schema.items), { maxLength: 3 })
    if (type !== 'object') return fc.jsonValue({ maxDepth: 2 })
    const members = Object.entries(schema.properties ?? {}).map(([name, member]) => [name, valuesOf(member)])
    return fc.record(Object.fromEntries(members), { requiredKeys: [] })
  }
  const mostly = (schema?: Schema) =>
    fc.oneof(
      { weight: 4, arbitrary: valuesOf(schema) },
      { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
    )

  const requestsTo = (path: string, method: string, { parameters = [], requestBody }: Operation) => {
    const partsOf = (place: Parameter['in']) => parameters.filter((parameter) => parameter.in === place)
    const inPath = Object.fromEntries(
      partsOf('path').map(({ name }) => [
        name,
        fc.oneof(fc.constantFrom(...(known[name] ?? ['x'])), fc.string({ minLength: 1, maxLength: 20 })),
      ]),
    )
    const inQuery = Object.fromEntries(partsOf('query').map(({ name, schema }) => [name, mostly(schema)]))
    const inHeaders = Object.fromEntries(partsOf('header').map(({ name }) => [name, headerValues]))
    const [type = '', media] = Object.entries(requestBody?.content ?? {})[0] ?? []
    const body: fc.Arbitrary<string | Buffer> =
      type === 'application/json' ? mostly(media?.schema).map((value) => JSON.stringify(value)) : bytes
    return fc
      .record({
        path: fc.record(inPath),
        query: fc.record(inQuery, { requiredKeys: [] }),
        headers: fc.record(inHeaders, { requiredKeys: [] }),
        body: requestBody ? fc.option(body, { nil: undefined, freq: 9 }) : fc.constant(undefined),
      })
      .map((made) => ({
        method: method.toUpperCase(),
        path: pathOf(path, made.path as Record<string, string>) + queryOf(made.query),
        headers: {
          ...(made.headers as Record<string, string>),
          ...(made.body !== undefined && { 'Content-Type': type }),
        },
        body: made.body,
      }))
  }

  return Object.entries(description.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      name: operation.operationId,
      requests: requestsTo(path, method, operation),
    })),
  )
}

const decode = (part: string) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')

const integers = ({ minimum, maximum }: Schema) =>
  fc.oneof(fc.integer({ min: minimum ?? -100, max: Math.min(maximum ?? 100, 2 ** 31 - 1) }), fc.integer())

const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array))

const headerValues = fc.oneof(
  fc.constantFrom('wait=0', 'wait=x', '"a", W/"b"', '*', 'bytes=0-3', 'bytes=-1', 'bytes=9-1'),
  fc.stringMatching(/^[!-~]{1,20}$/),
)

function pathOf(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (_, name) => {
    // Dots alone are a step in the tree of paths, whoever sends them.
    const value = values[name] ?? ''
    return /^\.+$/.test(value) ? 'dots' : encodeURIComponent(value)
  })
}

function queryOf(values: Record<string, unknown>): string {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => [
      name,
      typeof one === 'string' ? one : JSON.stringify(one),
    ]),
  )
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs as string[][])}`
}
