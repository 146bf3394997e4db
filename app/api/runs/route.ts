import { manager } from '../../../lib/manager.ts'
import { resource } from '../handler.ts'
import { Reply } from '../reply.ts'

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = resource({
  listRuns: async ({ query, request }) => {
    const list = await manager().runs(query)
    return new Reply(
      list,
      200,
      list.nextCursor === null ? {} : { Link: nextLink(request.url, list.nextCursor) },
    )
  },
})

/** Relative, since a proxy may have changed host and scheme. */
function nextLink(url: string, cursor: string): string {
  const { pathname, searchParams } = new URL(url)
  searchParams.set('cursor', cursor)
  return `<${pathname}?${searchParams}>; rel="next"`
}
