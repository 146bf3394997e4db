/** Runs every check in turn, goes on after a failed one, and ends with one line: `N passed, N failed`. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { addCounts, type Count, countPart, playwrightCount, vitestCount } from './test-counts.ts'

type Part = {
  title: string
  command: string[]
  /** Counts the report that the command leaves; a part without one is a single check. */
  report?: { file: string; count: (report: string) => Count }
}

const parts: Part[] = [
  { title: 'Lint', command: ['biome', 'check', '--error-on-warnings'] },
  { title: 'Types', command: ['tsc', '--noEmit'] },
  vitest('Unit and contract tests', 'unit'),
  vitest('Tests with real processes', 'chaos'),
  { title: 'Build', command: [process.execPath, 'scripts/prepare.mjs', '--build'] },
  endToEnd('End-to-end tests', 'sqlite'),
  endToEnd('Flows on PostgreSQL', 'postgres'),
]

let running: ReturnType<typeof spawn> | undefined
process.once('SIGTERM', () => {
  running?.kill()
  process.exit(143)
})

const counts: Count[] = []
for (const part of parts) counts.push(await check(part))
const { passed, failed } = addCounts(counts)
process.exitCode = failed > 0 ? 1 : 0
console.log(`\n${passed} passed, ${failed} failed`)

function vitest(title: string, project: string): Part {
  const file = `node_modules/.cache/reports/${project}.json`
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const command = ['vitest', 'run', '--project', project, ...reporters]
  return { title, command, report: { file, count: vitestCount } }
}

function endToEnd(title: string, store: 'sqlite' | 'postgres'): Part {
  const file = `test-results/end-to-end-${store}.json`
  const command = ['env', `E2E_STORE=${store}`, 'playwright', 'test']
  return { title, command, report: { file, count: playwrightCount } }
}

async function check({ title, command, report }: Part): Promise<Count> {
  console.log(`\n── ${title}`)
  if (report) rmSync(report.file, { force: true })
  const succeeded = await run(command)
  const hasReport = report && existsSync(report.file)
  const reported = hasReport ? report.count(readFileSync(report.file, 'utf8')) : null
  const count = countPart(succeeded, reported)
  console.log(`── ${title}: ${count.passed} passed, ${count.failed} failed`)
  return count
}

function run([program = '', ...args]: string[]): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>()
  running = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], env: environment() })
  running.once('error', reject).once('exit', (code) => resolve(code === 0))
  return promise
}

/** The pinned Node first, and none of the settings of whoever starts the tests. */
function environment() {
  const path = [join(process.cwd(), 'node_modules/.bin'), process.env.PATH].join(delimiter)
  const env: NodeJS.ProcessEnv = { ...process.env, PATH: path }
  for (const name of Object.keys(env)) if (/^(RUNBOARD_|PORT$)/.test(name)) delete env[name]
  return env
}
