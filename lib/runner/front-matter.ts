/** What a dropped-in script says about itself: YAML in its leading comment, between two `# ---` lines. */
import { z } from 'zod'
import { checkArguments } from '../arguments.ts'
import { nearest } from '../nearest.ts'
import { Declaration } from '../task.ts'
import { fieldKeys, InputFields, inputSchemaOf } from './input-fields.ts'
import { leadingBlock } from './leading-comment.ts'
import { brokenAt, readYaml } from './yaml-block.ts'

/** The declaration as it is written (checked, not yet converted), its input as JSON Schema, and its arguments. */
export type FrontMatter = z.input<typeof Declaration> & {
  inputSchema: Record<string, unknown>
  args: (string | string[])[]
}

/** The front matter of a script's text. Throws `task_broken` with a sentence that begins with the line's number. */
export function parseFrontMatter(source: string): FrontMatter {
  const block = leadingBlock(source)
  if (!block) return { inputSchema: inputSchemaOf({}), args: [] }
  const { value, lineOf } = readYaml(block)
  const written = value ?? {}
  const { data, error } = Keys.safeParse(written)
  const [issue] = error?.issues ?? []
  if (issue) throw brokenAt(lineOf(placeOf(issue)), sentence(issue))
  const { input: _, ...declaration } = written as z.input<typeof Keys>
  return { ...declaration, inputSchema: inputSchemaOf(data?.input ?? {}), args: data?.args ?? [] }
}

const quoteIt = 'An argument is text: put it in quotes, as in "{month}" or "8"'
const text = z.string(quoteIt)

const Keys = Declaration.extend({
  input: InputFields.optional(),
  args: z.array(z.union([text, z.array(text)], quoteIt)).optional(),
}).superRefine(({ args = [], input = {} }, context) => {
  for (const [index, argument] of args.entries()) {
    const message = checkArguments([argument], Object.keys(input))
    if (message) context.addIssue({ code: 'custom', path: ['args', index], message })
  }
})

type Issue = z.core.$ZodIssue

function placeOf(issue: Issue): PropertyKey[] {
  return issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path
}

function sentence(issue: Issue): string {
  const place = issue.path.join('.')
  if (issue.code === 'unrecognized_keys') return unknownKey(issue.keys[0] ?? '', issue.path)
  if (issue.code === 'invalid_key') return `${place}: ${issue.issues[0]?.message}`
  if (place === '') return 'The front matter is not a list of settings, such as "title: Monthly report"'
  return `${place}: ${issue.message}`
}

function unknownKey(key: string, path: PropertyKey[]): string {
  const known = path.length === 0 ? Object.keys(Keys.shape) : path[0] === 'input' ? fieldKeys : []
  const meant = nearest(key, known)
  return `"${key}" is not a setting${path.length ? ` of ${path.join('.')}` : ''}. ${meant ? `Did you mean "${meant}"?` : ''}`
}
