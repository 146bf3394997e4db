import { readFileSync } from 'node:fs'

const page = readFileSync(new URL('../../docs/deploying.md', import.meta.url), 'utf8')

/** The blocks of a language under a heading of docs/deploying.md, in their order. */
export function blocksOf(heading: string, language = 'sh'): string[] {
  const section = page.split(/^## /m).find((section) => section.startsWith(`${heading}\n`)) ?? ''
  return [...section.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)].flatMap(([, found, text = '']) =>
    found === language ? [text] : [],
  )
}
