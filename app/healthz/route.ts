import { resource } from '../api/handler.ts'

/** Asks nothing of the store: a process that answers is alive. */
export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = resource({
  getHealth: async () => ({ status: 'ok' }),
})
