import { manager } from '../../../lib/manager.ts'
import { resource } from '../handler.ts'

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = resource({
  listAudit: ({ query }) => manager().audit(query),
})
