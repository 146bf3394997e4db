/** Next calls this once before the first request: bare `next start` and `next dev` have no server.ts to start us. */
export async function register() {
  // server.ts, which says that it handles the signals, starts us itself.
  if (process.env.NEXT_RUNTIME === 'nodejs' && !process.env.NEXT_MANUAL_SIG_HANDLE) {
    const { manager } = await import('./lib/manager.ts')
    await manager().start()
    // Bare Next exits soon after the signal: held requests are answered, and the runner is told, before it does.
    process.once('SIGTERM', () => void manager().stop())
  }
}
