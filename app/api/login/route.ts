import { sessionCookie } from '../../../lib/auth/cookie.ts'
import { manager } from '../../../lib/manager.ts'
import { askingOf, resource } from '../handler.ts'
import { Reply } from '../reply.ts'

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = resource({
  login: async ({ request, body }) => {
    const { gate } = manager()
    const asking = askingOf(request)
    const token = await gate.login(asking, body)
    return new Reply({ by: body.name, login: true }, 200, {
      'Set-Cookie': sessionCookie(token, gate.isSecure(asking)),
    })
  },
})
