import { manager } from '../../../../../lib/manager.ts'
import { badgeOf } from '../../../badge.ts'
import { resource } from '../../../handler.ts'
import { Reply } from '../../../reply.ts'

/** Shown by pages of other sites, and not asked for again at once. */
const headers = { 'Cache-Control': 'private, max-age=30', 'Cross-Origin-Resource-Policy': 'cross-origin' }

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = resource({
  getBadge: async ({ params, query }) =>
    new Reply(badgeOf(await manager().task(params.task), query), 200, headers),
})
