import { manager } from '../../lib/manager.ts'
import { type Described, type OpenApiDocument, openApiDocument } from '../../lib/openapi/document.ts'
import { version } from '../../lib/version.ts'
import { resource } from '../api/handler.ts'

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = resource({
  getDescription: async () => {
    const { data } = await manager().tasks()
    const { password, userHeader, publicBadges, publicUrl, port } = manager().config
    const tasks = data
      .filter(({ problem }) => problem === null)
      .map(({ name, title, description, inputSchema, needsInput }) => ({
        name,
        title,
        description,
        inputSchema,
        needsInput,
      }))
    const admission = { password: password !== null, userHeader, publicBadges }
    return documentOf({ tasks, admission, version, address: publicUrl ?? `http://localhost:${port}` })
  },
})

let last: { key: string; document: OpenApiDocument } | undefined

/** Made anew only when something in it has changed: who waits for it asks after each change of the store. */
function documentOf(described: Described): OpenApiDocument {
  const key = JSON.stringify(described)
  if (last?.key !== key) last = { key, document: openApiDocument(described) }
  return last.document
}
