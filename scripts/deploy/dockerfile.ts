/** A Dockerfile's instructions, as far as ours uses them, and what a .dockerignore lets in. */
import path from 'node:path'

export type Instruction = { name: string; text: string }

/** The stages in their order, each beginning with its `FROM`. */
export function stagesOf(source: string): Instruction[][] {
  const lines = source.replace(/^\s*#.*\n/gm, '').replace(/\\\n/g, ' ')
  const stages: Instruction[][] = []
  for (const line of lines.split('\n').filter((line) => line.trim() !== '')) {
    const [, name = '', text = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? []
    if (name === 'FROM') stages.push([])
    stages.at(-1)?.push({ name, text })
  }
  return stages
}

export const textOf = (stage: Instruction[], name: string) =>
  stage.findLast((instruction) => instruction.name === name)?.text ?? ''

/** The list of a `CMD`, an `ENTRYPOINT` or a `HEALTHCHECK`. */
export function commandOf(stage: Instruction[], name: string): string[] {
  return JSON.parse(/\[.*\]$/.exec(textOf(stage, name))?.[0] ?? '[]')
}

export function environmentOf(stage: Instruction[]): Record<string, string> {
  const pairs = textOf(stage, 'ENV').split(/\s+/)
  return Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string]))
}

/** Whether a file is in the build's context: the last line that speaks of it, or of a folder above it, decides. */
export function contextOf(ignore: string): (file: string) => boolean {
  const rules = ignore.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return (file) => {
    const rule = rules.findLast((rule) => speaksOf(rule.replace(/^!/, ''), file))
    return rule === undefined || rule.startsWith('!')
  }
}

function speaksOf(pattern: string, file: string): boolean {
  const parts = undotted(file).split('/')
  return parts.some((_, index) => path.matchesGlob(parts.slice(0, index + 1).join('/'), undotted(pattern)))
}

/** Unlike Node's, a star of Docker's stands for names that begin with a dot as well. */
const undotted = (text: string) => text.replaceAll(/(^|\/)\./g, '$1_.')
