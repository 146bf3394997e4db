/**
 * What this installation uses, and what must be mended: `npm run doctor -- [TASKS FOLDER]`. Changes nothing, whether a
 * server runs or not. Ends with 1 when something must be mended.
 */
import { type Config, parseConfig } from '../lib/config.ts'
import { messageOf } from '../lib/errors.ts'
import { type Finding, warn } from './doctor/finding.ts'
import { lookAtFolder } from './doctor/folder.ts'
import { lookAtMachine } from './doctor/machine.ts'
import { lookAtStore } from './doctor/store.ts'
import { lookAtTasks } from './doctor/tasks.ts'

let isWell = true
const config = readConfig()
lookAtMachine().forEach(say)
if (config) {
  for (const look of [lookAtFolder, lookAtStore, lookAtTasks]) {
    for (const finding of await look(config)) say(finding)
  }
}
process.exit(isWell ? 0 : 1)

function readConfig(): Config | null {
  try {
    return parseConfig(process.env, process.argv.slice(2))
  } catch (error) {
    say(warn(messageOf(error), 'Change that setting, then start the doctor again: docs/configuration.md'))
    return null
  }
}

function say({ text, cure }: Finding) {
  if (cure !== null) isWell = false
  console.log(cure === null ? `ok    ${text}` : `warn  ${text}\n      ${cure}`)
}
