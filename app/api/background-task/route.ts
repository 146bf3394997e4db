import { manager } from '../../../lib/manager.ts'
import { resource } from '../handler.ts'
import { Reply } from '../reply.ts'
import { bodyIsInput, startHeaders, startOptions } from '../start.ts'

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = resource({
  getBackgroundTask: async () => ({ status: await manager().isActive(await manager().defaultTask()) }),
  startBackgroundTask: async (call) => {
    const task = await manager().defaultTask()
    const started = await bodyIsInput(manager().startRun({ task, ...startOptions(call, call.body) }))
    return new Reply({ message: 'ok' }, 200, { ...startHeaders(started), 'X-Run-Id': started.run.id })
  },
})
