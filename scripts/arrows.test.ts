import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

/** Who may import whom: arrows run from the pages down to the pure files, and never back. */
const arrows: Record<Layer, Layer[]> = {
  entry: ['http', 'engine', 'setup', 'pure'],
  pages: ['pages', 'hooks', 'words', 'pure'],
  hooks: ['hooks', 'words', 'pure'],
  words: ['words', 'pure'],
  http: ['http', 'engine', 'setup', 'pure'],
  client: ['client', 'setup', 'pure'],
  engine: ['engine', 'store', 'setup', 'pure'],
  runner: ['runner', 'store', 'setup', 'pure'],
  store: ['store', 'setup', 'pure'],
  setup: ['setup', 'pure'],
  pure: ['pure'],
  tasks: ['tasks'],
}
type Layer =
  | 'entry'
  | 'pages'
  | 'hooks'
  | 'words'
  | 'http'
  | 'client'
  | 'engine'
  | 'runner'
  | 'store'
  | 'setup'
  | 'pure'
  | 'tasks'

/** The files at the root of lib that are not pure: they know the machine, the store or the runner's process. */
const setup = [
  'lib/auth/address.ts',
  'lib/config.ts',
  'lib/listen.ts',
  'lib/logger.ts',
  'lib/sized-response.ts',
  'lib/version.ts',
]
const engine = [
  'lib/file-room.ts',
  'lib/manager.ts',
  'lib/many-runs.ts',
  'lib/run-log.ts',
  'lib/runner-keeper.ts',
  'lib/start-run.ts',
  'lib/task-catalog.ts',
]

/** Packages that belong to one layer, or to a few. */
const owners: [RegExp, (layer: Layer) => boolean][] = [
  [
    /^(react|react-dom|swr|lucide-react|anser)$|^@(base-ui|tanstack)\//,
    (layer) => ['pages', 'hooks', 'words'].includes(layer),
  ],
  [/^next(\/|$)/, (layer) => ['entry', 'pages', 'hooks', 'words', 'http'].includes(layer)],
  [/^(kysely|better-sqlite3|pg)(\/|$)/, (layer) => layer === 'store'],
]

const folders = ['app', 'bin', 'lib', 'tasks', 'scripts', 'e2e', 'chaos', 'bench'].filter((folder) =>
  existsSync(folder),
)
const files = ['.', ...folders].flatMap(codeIn)
const production = files.filter((file) => !/\.(test|spec)\.tsx?$|^(e2e|chaos|bench|scripts)\//.test(file))
const imports = production.flatMap((file) => importsOf(file).map((found) => ({ file, ...found })))

test('there is code to look at', () => {
  expect(production.length).toBeGreaterThan(20)
  expect(imports.length).toBeGreaterThan(50)
})

describe('arrows run one way', () => {
  const inside = imports.filter(({ target }) => target.startsWith('.'))

  test.each(Object.keys(arrows) as Layer[])('%s imports only what it may', (layer) => {
    const own = inside.filter(({ file, target }) => layerOf(file) === layer && !/\.(css|json)$/.test(target))
    const wrong = own.filter(
      ({ file, target }) => !arrows[layer].includes(layerOf(join(dirname(file), target))),
    )
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })

  test('relative imports name the file with its ending', () => {
    const wrong = inside.filter(({ target }) => !/\.(ts|tsx|css|mjs|json)$/.test(target))
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })
})

describe('packages stay where they belong', () => {
  test.each(owners)('%s', (packages, isOwner) => {
    const wrong = imports.filter(({ file, target }) => packages.test(target) && !isOwner(layerOf(file)))
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })

  test('pure files import nothing from Node, so that a browser can load them', () => {
    const wrong = imports.filter(({ file, target, isType }) => {
      return layerOf(file) === 'pure' && target.startsWith('node:') && !isType
    })
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })

  test('sample tasks import Runboard and Node, and nothing else', () => {
    const own = imports.filter(({ file }) => layerOf(file) === 'tasks')
    expect(own.filter(({ target }) => target !== 'runboard' && !/^(node:|\.)/.test(target))).toEqual([])
  })
})

describe('files stay small and well named', () => {
  test('none is longer than 300 lines', () => {
    const lengths = files.map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }))
    expect(lengths.filter(({ lines }) => lines > 300)).toEqual([])
  })

  test('none is named after what it is not about', () => {
    const vague = /^(utils?|helpers?|common|misc|shared|services?|types|index)\b/
    expect(files.filter((file) => vague.test(basename(file)))).toEqual([])
  })

  test('all are in kebab-case', () => {
    expect(files.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)+$/.test(basename(file)))).toEqual([])
  })
})

function layerOf(path: string): Layer {
  const file = normalize(path)
  if (setup.includes(file)) return 'setup'
  if (engine.includes(file)) return 'engine'
  if (/^lib\/(auth|metrics)\//.test(file)) return 'engine'
  if (file.startsWith('lib/store/')) return 'store'
  if (file.startsWith('lib/runner/')) return 'runner'
  if (file.startsWith('lib/')) return 'pure'
  if (file.startsWith('tasks/')) return 'tasks'
  if (file.startsWith('app/api/') || file.endsWith('/route.ts')) return 'http'
  if (file.startsWith('app/hooks/')) return 'hooks'
  if (file.startsWith('app/i18n/')) return 'words'
  if (file.startsWith('bin/')) return 'client'
  return file.startsWith('app/') ? 'pages' : 'entry'
}

function codeIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: folder !== '.' })
  return entries
    .filter(
      (entry) => entry.isFile() && /\.(tsx?|mjs|py)$/.test(entry.name) && entry.name !== 'next-env.d.ts',
    )
    .map((entry) => normalize(join(entry.parentPath, entry.name)))
}

function importsOf(file: string) {
  const statement = /^\s*(?:import|export)\s+(type\s)?(?:[^'"]*?\sfrom\s*)?'([^']+)'|\bimport\('([^']+)'\)/gm
  return [...readFileSync(file, 'utf8').matchAll(statement)].map(([, type, fixed, dynamic]) => ({
    target: fixed ?? dynamic ?? '',
    isType: type !== undefined,
  }))
}
