/** `npm run chaos [-- --rounds N]`: kills everything many times, at random moments, and counts what should not happen. */
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, release, totalmem, type } from 'node:os'
import { parseArgs } from 'node:util'
import { campaigns, type Figures, runCampaign } from '../chaos/kills/campaigns.ts'
import { seeded, seedOf } from '../chaos/random.ts'

const page = 'docs/reliability.md'
const { values } = parseArgs({ options: { rounds: { type: 'string' } } })
const share = values.rounds ? Number(values.rounds) / 200 : 1
if (!(share > 0))
  throw new Error('--rounds must be a number: how often web, runner and task process are killed each.')

const startedAt = performance.now()
const seed = seedOf()
const random = seeded(seed)
const rows: string[] = []
let faults = 0
for (const campaign of campaigns) {
  const rounds = Math.ceil(campaign.rounds.long * share)
  const figures = await runCampaign(campaign, rounds, random, (sentence) => console.log(`  ${sentence}`))
  const { lost, twoEnds, stuck, left, other } = figures
  faults += lost + twoEnds + stuck + left + other
  rows.push(`| ${campaign.victim} | ${Object.values(figures).join(' | ')} |`)
  console.log(lineOf(campaign.victim, figures))
}
writeTable()
process.exit(faults > 0 ? 1 : 0)

function lineOf(victim: string, { rounds, accepted, lost, twoEnds, stuck, left, other }: Figures): string {
  const counts = `${lost} lost, ${twoEnds} with two ends, ${stuck} stuck, ${left} processes left, ${other} other faults`
  return `${victim}: killed ${rounds} times, ${accepted} runs accepted: ${counts}`
}

function writeTable() {
  const minutes = Math.round((performance.now() - startedAt) / 60_000)
  const table = `Measured on ${new Date().toISOString().slice(0, 10)} in ${minutes} minutes, with CHAOS_SEED=${seed}, on SQLite, ${machine()}.

| killed | times | runs accepted | lost | with two ends | stuck | processes left | other faults |
| ------ | ----- | ------------- | ---- | ------------- | ----- | -------------- | ------------ |
${rows.join('\n')}
`
  const measured = /(<!-- measured -->\n)[\s\S]*(<!-- end -->)/
  writeFileSync(page, readFileSync(page, 'utf8').replace(measured, `$1\n${table}\n$2`))
}

function machine(): string {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB of memory`
  return `with ${availableParallelism()} cores, ${memory}, ${type()} ${release().split('-')[0]} and Node ${process.version}`
}
