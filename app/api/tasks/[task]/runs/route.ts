import { manager } from '../../../../../lib/manager.ts'
import { resource } from '../../../handler.ts'
import { startOptions, startReply } from '../../../start.ts'

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = resource({
  startRun: async (call) => {
    const { input, delay, priority } = call.body
    const options = { ...startOptions(call, input), delayMs: delay, priority }
    return await startReply(call.request, await manager().startRun({ task: call.params.task, ...options }))
  },
})
