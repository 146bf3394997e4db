import { manager } from '../../../../../lib/manager.ts'
import { resource } from '../../../handler.ts'

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = resource({
  listRunFiles: ({ params }) => manager().files.ofRun(params.id),
})
