import { createConfig, lintFromString } from '@redocly/openapi-core'
import { expect, test } from 'vitest'
import { problemKinds } from '../problems.ts'
import type { Route } from '../route.ts'
import { type RouteName, routes } from '../routes.ts'
import { openApiDocument } from './document.ts'
import { task } from './example-resources.ts'
import { examples } from './examples.ts'

const treeTask = {
  ...task,
  name: 'ö dd{task}~',
  needsInput: true,
  inputSchema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: { tree: { $ref: '#/$defs/node' } },
    required: ['tree'],
    $defs: { node: { type: 'object', properties: { child: { $ref: '#/$defs/node' } } } },
  },
}
const document = openApiDocument({
  tasks: [task, treeTask, { ...task, name: 'a b' }, { ...task, name: 'a.20.b' }, { ...task, name: 'a_20b' }],
  admission: { password: true, userHeader: null, publicBadges: false },
  version: '1.2.3',
  address: 'https://runboard.example',
})
const ofOpenServer = openApiDocument({
  tasks: [],
  admission: { password: false, userHeader: null, publicBadges: false },
  version: '1.2.3',
  address: 'https://runboard.example',
})
const all = Object.entries(routes) as [RouteName, Route][]

test.each([
  ['with tasks and a password', document],
  ['of an open server without tasks', ofOpenServer],
])('%s it passes the recommended rules of a public linter', async (_, described) => {
  const config = await createConfig({ extends: ['recommended'] })
  const problems = await lintFromString({ source: JSON.stringify(described), config })
  expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([])
})

test.each(all)('%s is in it, with every status and an example for what succeeds', (name, route) => {
  const operation = operationOf(route)
  expect(operation.operationId).toBe(name)
  expect(Object.keys(operation.responses ?? {})).toEqual(Object.keys(route.responses))
  for (const [status, answer] of Object.entries(examples[name].answers))
    expect(route.responses[Number(status)]?.parse(answer)).toEqual(answer)
  const withBody = Object.entries(route.responses).filter(([status, body]) => Number(status) < 300 && body)
  if (name !== 'getDescription')
    expect(Object.keys(examples[name].answers)).toEqual(withBody.map(([status]) => status))
  if (route.body) expect(route.body.parse(examples[name].request)).toBeDefined()
})

test('every problem is in it, with an example', () => {
  const shown = Object.values(document.components?.responses ?? {}).flatMap((response) =>
    Object.keys((response as Described).content['application/problem+json'].examples),
  )
  // What no method of the table can meet: another method.
  const codes = Object.keys(problemKinds).filter((code) => code !== 'method_not_allowed')
  expect(shown.sort()).toEqual(codes.sort())
})

test('its guide speaks of this server', () => {
  expect(document.info.description).toContain('https://runboard.example/api/tasks/heavy-task/runs')
})

test('no two of its operations have one id', () => {
  const operations = Object.values(document.paths ?? {}).flatMap((path) => Object.values(path))
  const ids = operations.map(({ operationId }) => operationId)
  expect(new Set(ids).size).toBe(ids.length)
})

test('it says who lets callers in, and that public badges ask nobody', () => {
  const admission = { password: false, userHeader: 'x-user', publicBadges: true }
  const { security, components, paths } = openApiDocument({
    tasks: [],
    admission,
    version: '1.2.3',
    address: '',
  })
  expect(security).toEqual([{ proxy: [] }])
  expect(components?.securitySchemes?.proxy).toMatchObject({ in: 'header', name: 'x-user' })
  expect(paths?.[routes.getBadge.path]?.get?.security).toEqual([])
  expect(document.paths?.[routes.getBadge.path]?.get?.security).toBeUndefined()
})

test('the recipe comes first', () => {
  expect(Object.keys(document.paths ?? {})[0]).toBe('/api/background-task')
})

test('each task has a start of its own, typed by its input', () => {
  const own = document.paths?.['/api/tasks/heavy-task/runs']?.post?.requestBody
  expect(own).toMatchObject({
    required: false,
    content: {
      'application/json': {
        schema: { properties: { input: { properties: task.inputSchema.properties } } },
        example: { input: { waitTime: 10 } },
      },
    },
  })
})

test("a schema's own references lead to where they led", () => {
  const [path = ''] = Object.keys(document.paths ?? {}).filter((path) => path.includes('dd%7Btask'))
  const body = document.paths?.[path]?.post?.requestBody as { required: boolean; content: object }
  expect(body.required).toBe(true)
  const [reference = ''] = /#\/paths[^"]*/.exec(JSON.stringify(body)) ?? []
  expect(resolve(decodeURIComponent(reference))).toEqual(
    expect.objectContaining({ type: 'object', properties: { child: expect.anything() } }),
  )
})

type Described = { content: { 'application/problem+json': { examples: object } } }

function operationOf({ path, method }: Route) {
  const item = document.paths?.[path] ?? {}
  return (item as Record<string, { operationId?: string; responses?: object }>)[method.toLowerCase()] ?? {}
}

/** What a JSON pointer leads to. */
function resolve(pointer: string): unknown {
  const parts = pointer
    .slice(2)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  return parts.reduce((value: unknown, part) => (value as Record<string, unknown>)?.[part], document)
}
