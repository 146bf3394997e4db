import type { Field } from '../form/fields.ts'
import type { Values } from '../form/fits.ts'

export type Start = {
  /** Such as `http://localhost:3000`. */
  origin: string
  task: string
  fields: readonly Field[]
  input: Values
  /** A password is asked for: it stands in `RUNBOARD_PASSWORD`. */
  login: boolean
}

/** Starts the run and waits for its end. */
export function curlOf(start: Start): string {
  const lines = [
    `curl -X POST ${quoted(urlOf(start))}`,
    "-H 'Content-Type: application/json' -H 'Prefer: wait=60'",
    ...(start.login ? ['-H "Authorization: Bearer $RUNBOARD_PASSWORD"'] : []),
    `-d ${quoted(JSON.stringify({ input: inputOf(start) }))}`,
  ]
  return lines.join(' \\\n  ')
}

/** The same by the client, which finds the password by itself. */
export function commandOf(start: Start): string {
  const inputs = start.fields.flatMap((field) => optionsOf(field, inputOf(start)[field.name]))
  const address = start.origin === 'http://localhost:3000' ? [] : [`--url ${quoted(start.origin)}`]
  return [`npx runboard run ${quoted(start.task)}`, ...inputs, '--wait', ...address].join(' ')
}

/** The same by Python's own library. */
export function pythonOf(start: Start): string {
  const headers = [
    '"Content-Type": "application/json"',
    '"Prefer": "wait=60"',
    ...(start.login ? ['"Authorization": "Bearer " + os.environ["RUNBOARD_PASSWORD"]'] : []),
  ]
  return `import json, ${start.login ? 'os, ' : ''}urllib.request

request = urllib.request.Request(
    ${JSON.stringify(urlOf(start))},
    data=json.dumps({"input": ${python(inputOf(start))}}).encode(),
    headers={${headers.join(', ')}},
)
run = json.load(urllib.request.urlopen(request))
print(run["status"], run["output"])`
}

const urlOf = ({ origin, task }: Start) => `${origin}/api/tasks/${encodeURIComponent(task)}/runs`

/** A secret is shown to nobody, and what is still missing has a name at least. */
function inputOf({ fields, input }: Start): Values {
  const places = fields.filter(isPlace(input)).map(({ name }) => [name, `<${name}>`] as const)
  return { ...input, ...Object.fromEntries(places) }
}

const isPlace =
  (input: Values) =>
  ({ name, secret, kind, required }: Field) =>
    Object.hasOwn(input, name) ? secret || kind === 'file' : required

function optionsOf({ name, kind, secret }: Field, value: unknown): string[] {
  if (value === undefined) return []
  if (kind === 'file') return [`-i ${quoted(`${name}=@PATH`)}`]
  if (secret) return [`-i ${name}="$${variableOf(name)}"`]
  const isList = kind === 'textList' || kind === 'choices'
  if (isList && Array.isArray(value) && value.length > 0)
    return value.map((each) => `-i ${quoted(`${name}=${each}`)}`)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return [`-i ${quoted(`${name}=${text}`)}`]
}

/** `apiKey` is kept in `API_KEY`. */
const variableOf = (name: string) =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/\W+/g, '_')
    .toUpperCase()

/** One word of a POSIX shell. */
const quoted = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)

/** JSON as Python writes it. */
function python(value: unknown): string {
  if (value === null) return 'None'
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`
  if (typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}: ${python(each)}`)
  return `{${members.join(', ')}}`
}
