/** How callers say who they are, as this server wants it. */
import type { oas31 } from 'zod-openapi'

export type Admission = {
  /** Whether there is a password. */
  password: boolean
  /** The header in which a proxy names whom it has let in; null where there is none. */
  userHeader: string | null
  /** Whether badges are shown to everybody. */
  publicBadges: boolean
}

type Schemes = Record<string, oas31.SecuritySchemeObject>

/** Any of the schemes opens the door; where there are none, it is open. */
export function securityOf(admission: Admission) {
  const securitySchemes = { ...(admission.password && byPassword), ...byProxy(admission) }
  return { security: Object.keys(securitySchemes).map((name) => ({ [name]: [] })), securitySchemes }
}

const byPassword: Schemes = {
  password: { type: 'http', scheme: 'bearer', description: 'The password' },
  nameAndPassword: {
    type: 'http',
    scheme: 'basic',
    description: 'Any name, which is kept with the runs that you start, and the password',
  },
  session: { type: 'apiKey', in: 'cookie', name: 'runboard', description: 'What the login page sets' },
}

function byProxy({ userHeader }: Admission): Schemes {
  if (userHeader === null) return {}
  const description = 'Set by the proxy that you log in at; from anybody else it opens nothing'
  return { proxy: { type: 'apiKey', in: 'header', name: userHeader, description } }
}
