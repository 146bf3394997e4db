/** The start of one task, typed by its own input. */
import { z } from 'zod'
import type { oas31, ZodOpenApiPathsObject } from 'zod-openapi'
import { pointerOf } from '../json.ts'
import type { Task } from '../resources.ts'
import { routes } from '../routes.ts'
import { operation } from './operation.ts'

export type DescribedTask = Pick<Task, 'name' | 'title' | 'description' | 'inputSchema' | 'needsInput'>

/** What starts of all tasks have in common. */
const { type, properties, additionalProperties } = z.toJSONSchema(routes.startRun.body, { io: 'input' })

export function taskStart(task: DescribedTask): ZodOpenApiPathsObject {
  const { params, ...route } = routes.startRun
  const path = `/api/tasks/${encodeURIComponent(task.name)}/runs`
  const content = { 'application/json': { schema: bodySchema(task, path), ...exampleBody(task) } }
  const post = {
    ...operation('startRun', route),
    operationId: `startRun-${task.name.replace(/[^\w-]/gu, codePoint)}`,
    summary: `Start a run of ${task.title}`,
    ...(task.description && { description: task.description }),
    requestBody: { required: task.needsInput, content },
  }
  return { [path]: { post } }
}

function bodySchema({ inputSchema, needsInput }: DescribedTask, path: string) {
  const { $schema, ...schema } = inputSchema
  const at = ['paths', path, 'post', 'requestBody', 'content', 'application/json', 'schema']
  const input = relocated(schema, pointerOf([...at, 'properties', 'input']))
  const body = { type, properties: { ...properties, input }, additionalProperties }
  return { ...body, ...(needsInput && { required: ['input'] }) } as oas31.SchemaObject
}

/** The schema as a part of a document: its references begin at `pointer` instead of at its own root. */
function relocated(value: unknown, pointer: string): unknown {
  if (Array.isArray(value)) return value.map((item) => relocated(item, pointer))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const isReference = key === '$ref' && typeof member === 'string' && member.startsWith('#')
      return [key, isReference ? `#${encodeURI(pointer)}${member.slice(1)}` : relocated(member, pointer)]
    }),
  )
}

/** Ready to be sent as it is; where the input asks for more than defaults, there is none. */
function exampleBody({ inputSchema: { properties }, needsInput }: DescribedTask) {
  if (needsInput) return {}
  const fields = Object.entries((properties ?? {}) as Record<string, { default?: unknown }>)
  const defaults = fields.flatMap(([name, field]) =>
    field.default === undefined ? [] : [[name, field.default]],
  )
  return { example: { input: Object.fromEntries(defaults) } }
}

/** Ids of operations are made of few characters. */
/** With an end, so that no two names become one. */
const codePoint = (character: string) => `.${character.codePointAt(0)?.toString(16)}.`
