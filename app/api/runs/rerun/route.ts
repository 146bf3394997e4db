import { manager } from '../../../../lib/manager.ts'
import { resource } from '../../handler.ts'
import { Reply } from '../../reply.ts'

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = resource({
  rerunRuns: async ({ body, visitor, headers }) =>
    new Reply(await manager().rerunMany(body, visitor, headers['idempotency-key']), 202),
})
