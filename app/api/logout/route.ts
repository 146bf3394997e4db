import { endedCookie } from '../../../lib/auth/cookie.ts'
import { manager } from '../../../lib/manager.ts'
import { askingOf, resource } from '../handler.ts'
import { Reply } from '../reply.ts'

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = resource({
  logout: async ({ request }) => {
    const { gate } = manager()
    const asking = askingOf(request)
    await gate.logout(asking)
    return new Reply({ by: null, login: false }, 200, { 'Set-Cookie': endedCookie(gate.isSecure(asking)) })
  },
})
