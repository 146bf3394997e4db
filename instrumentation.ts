/** Next calls this once before the first request: bare `next start` and `next dev` have no server.ts to start us. */
export async function register() {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { manager } = await import('./lib/manager.ts')
    await manager().start()
    // Bare Next exits soon after the signal: held requests are answered, and the runner is told, before it does.
    if (!process.env.NEXT_MANUAL_SIG_HANDLE) process.once('SIGTERM', () => void manager().stop())
  }
}
