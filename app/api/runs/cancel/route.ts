import { manager } from '../../../../lib/manager.ts'
import { resource } from '../../handler.ts'
import { Reply } from '../../reply.ts'

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = resource({
  cancelRuns: async ({ body, visitor }) => new Reply(await manager().cancelMany(body, visitor), 202),
})
