/** Holds answers against the description of the API, as a client that was made from it would read them. */
import assert from 'node:assert/strict'
import type { IncomingHttpHeaders } from 'node:http'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { pointerOf } from '../lib/json.ts'
import { openApiDocument } from '../lib/openapi/document.ts'
import type { Route } from '../lib/route.ts'

type Described = {
  $ref?: string
  headers?: Record<string, { required?: boolean }>
  content?: Record<string, unknown>
}
type Paths = Record<string, Record<string, { responses: Record<string, Described> }>>

const document = openApiDocument({
  tasks: [],
  admission: { password: true, userHeader: null, publicBadges: false },
  version: 'test',
  address: '',
})
const paths = document.paths as unknown as Paths
const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema(document, 'api')

/** Every header that the description speaks of anywhere, in lower case. */
const spokenOf = new Set(
  [
    ...Object.values(paths).flatMap((item) =>
      Object.values(item).flatMap(({ responses }) => Object.values(responses)),
    ),
  ]
    .map((response) => resolved(response, []).response)
    .flatMap(({ headers = {} }) => Object.keys(headers).map((name) => name.toLowerCase())),
)

/** `body` is undefined where the answer has none, or none that is JSON. */
export function checkDescribed(
  route: Route,
  { status, headers, body }: { status: number; headers: IncomingHttpHeaders; body: unknown },
) {
  const at = ['paths', route.path, route.method.toLowerCase(), 'responses', String(status)]
  const found = paths[route.path]?.[route.method.toLowerCase()]?.responses[status]
  assert(
    found,
    `${route.method} ${route.path} does not say that it answers ${status}: ${JSON.stringify(body)}`,
  )
  const { response, place } = resolved(found, at)
  checkHeaders(response, headers)
  if (!response.content) return assert.equal(headers['content-type'], undefined)
  const type = headers['content-type']?.split(';', 1)[0] ?? ''
  assert(type in response.content, `${place.join('/')} says nothing of ${type}`)
  if (body === undefined) return
  const validate = ajv.getSchema(`api#${encodeURI(pointerOf([...place, 'content', type, 'schema']))}`)
  assert(validate, `no schema at ${place.join('/')}`)
  assert(validate(body), `${place.join('/')}: ${ajv.errorsText(validate.errors)}`)
}

function checkHeaders({ headers: described = {} }: Described, headers: IncomingHttpHeaders) {
  const names = Object.keys(described).map((name) => name.toLowerCase())
  const unsaid = Object.keys(headers).filter((name) => spokenOf.has(name) && !names.includes(name))
  assert.deepEqual(unsaid, [], 'these headers are not in the description')
  const required = names.filter((_, i) => Object.values(described)[i]?.required)
  assert.deepEqual(
    required.filter((name) => !(name in headers)),
    [],
    'these headers are missing',
  )
}

function resolved(response: Described, place: string[]): { response: Described; place: string[] } {
  if (!response.$ref) return { response, place }
  const parts = response.$ref.slice(2).split('/')
  const [, , name = ''] = parts
  return { response: document.components?.responses?.[name] as Described, place: parts }
}
