/** Reads a block of YAML as plain data, and knows which line of the file each part of it came from. */
import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
} from 'yaml'
import { AppError } from '../errors.ts'
import type { Block } from './leading-comment.ts'

type Path = readonly PropertyKey[]

export type Yaml = {
  value: unknown
  /** The line, in the file, of the deepest part of `path` that is there. */
  lineOf(path: Path): number
}

/** Throws `task_broken` for YAML that does not parse, and for the parts of YAML that a few settings never need. */
export function readYaml(block: Block): Yaml {
  const counter = new LineCounter()
  const lineAt = (offset: number) => block.line + counter.linePos(offset).line - 1
  const document = parseDocument(block.text, {
    lineCounter: counter,
    prettyErrors: false,
    stringKeys: true,
    logLevel: 'error',
  })
  const [problem] = [...document.errors, ...document.warnings, ...unwelcome(document)]
  if (problem) throw brokenAt(lineAt(problem.pos[0]), problem.message)
  return {
    value: document.toJS({ maxAliasCount: 0 }),
    lineOf: (path) => lineAt(offsetOf(document.contents, path)),
  }
}

/** A broken task, with a sentence that begins with the number of the line to look at. */
export function brokenAt(line: number, message: string): AppError {
  return new AppError('task_broken', `Line ${line}: ${message.trim().replace(/(?<![.?!])$/, '.')}`)
}

type Problem = { pos: [number, number]; message: string }

/** Aliases can blow up to any size; `__proto__` is a name that JavaScript takes for something else. */
function unwelcome(document: Document.Parsed): Problem[] {
  const problems: Problem[] = []
  const refuse = (node: Node, message: string) => problems.push({ pos: [node.range?.[0] ?? 0, 0], message })
  visit(document, {
    Alias: (_, alias) =>
      void refuse(alias, `Write the value out: *${alias.source} is an alias, and those are not read`),
    Scalar: (_, scalar) => {
      if (scalar.value === '__proto__') refuse(scalar, '__proto__ cannot be a name')
    },
  })
  return problems
}

/** Follows `path` from `node` as far as it goes. */
function offsetOf(node: unknown, path: Path, reached = 0): number {
  const [key, ...rest] = path
  if (isMap(node)) {
    const pair = node.items.find((item) => keyOf(item) === key)
    if (pair) return offsetOf(pair.value, rest, (pair.key as Node).range?.[0])
  }
  if (isSeq(node) && typeof key === 'number') {
    const item = node.items[key] as Node | undefined
    if (item) return offsetOf(item, rest, item.range?.[0])
  }
  return reached
}

const keyOf = (pair: Pair) => (isScalar(pair.key) ? pair.key.value : pair.key)
