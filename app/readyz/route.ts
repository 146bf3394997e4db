import { manager } from '../../lib/manager.ts'
import { resource } from '../api/handler.ts'

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = resource({
  getReadiness: () => manager().ready(),
})
