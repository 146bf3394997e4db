import { manager } from '../../../lib/manager.ts'
import { sentBytes } from '../body.ts'
import { resource } from '../handler.ts'
import { Reply } from '../reply.ts'

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = resource({
  uploadFile: async ({ query, request }) => {
    const { fileLimit } = manager().config
    return new Reply(await manager().files.upload(query.name, sentBytes(request, fileLimit)), 201)
  },
})
