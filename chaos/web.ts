/** A web process without pages, to be killed: a manager that starts a runner and watches it. */
import { parseConfig } from '../lib/config.ts'
import { Manager } from '../lib/manager.ts'

const manager = new Manager(parseConfig(process.env))
process.on('SIGTERM', async () => {
  await manager.stop()
  process.exit()
})
await manager.start()
