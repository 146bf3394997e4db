import { manager } from '../../../../lib/manager.ts'
import { resource } from '../../handler.ts'
import { Reply } from '../../reply.ts'

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = resource({
  getRun: ({ params }) => manager().run(params.id),
  deleteRun: async ({ params, visitor }) => {
    await manager().deleteRun(params.id, visitor)
    return new Reply(null, 204)
  },
})
