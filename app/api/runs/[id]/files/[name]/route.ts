import { manager } from '../../../../../../lib/manager.ts'
import { fileResponse } from '../../../../file-response.ts'
import { resource } from '../../../../handler.ts'

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = resource({
  getRunFile: async ({ params, request }) =>
    fileResponse(request, await manager().files.find(params.id, params.name)),
})
