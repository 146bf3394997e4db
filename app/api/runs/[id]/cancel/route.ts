import { manager } from '../../../../../lib/manager.ts'
import { resource } from '../../../handler.ts'
import { Reply } from '../../../reply.ts'

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = resource({
  cancelRun: async ({ params, query, visitor }) => {
    const options = { force: query.force === 'true', origin: visitor }
    return new Reply(await manager().cancel(params.id, options), 202)
  },
})
