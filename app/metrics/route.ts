import { manager } from '../../lib/manager.ts'
import { expositionOf } from '../../lib/metrics/exposition.ts'
import { resource } from '../api/handler.ts'

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = resource({
  getMetrics: async () => expositionOf(await manager().figures()),
})
