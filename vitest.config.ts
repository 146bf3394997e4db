import { defineConfig } from 'vitest/config'

const exclude = ['**/node_modules/**', '.next/**']

export default defineConfig({
  test: {
    projects: [
      {
        // Patient: a test that waits for a busy machine is no failure.
        test: {
          name: 'unit',
          include: ['{lib,app,scripts}/**/*.test.{ts,tsx}'],
          exclude,
          globalSetup: 'lib/store/contract/postgres-server.ts',
          testTimeout: 30_000,
        },
      },
      {
        // Real processes that are killed in earnest: one file at a time, so that none starves another of the cores.
        test: {
          name: 'chaos',
          include: ['chaos/**/*.test.ts'],
          exclude,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
