import { manager } from '../../../../../lib/manager.ts'
import { resource } from '../../../handler.ts'
import { startOptions, startReply } from '../../../start.ts'

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = resource({
  rerun: async (call) => {
    const options = { ...startOptions(call, call.body.input), trigger: 'rerun' as const }
    return await startReply(call.request, await manager().rerun(call.params.id, options))
  },
})
