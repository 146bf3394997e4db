import { manager } from '../../lib/manager.ts'
import { openApiDocument } from '../../lib/openapi/document.ts'
import { version } from '../../lib/version.ts'
import { resource } from '../api/handler.ts'

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = resource({
  getDescription: async () => {
    const { data } = await manager().tasks()
    const tasks = data.filter(({ problem }) => problem === null)
    const { password, publicUrl, port } = manager().config
    const address = publicUrl ?? `http://localhost:${port}`
    return openApiDocument({ tasks, closed: password !== null, version, address })
  },
})
