import { defineConfig } from 'vitest/config'

const exclude = ['**/node_modules/**', '.next/**']

export default defineConfig({
  test: {
    projects: [
      {
        // Patient: a test that waits for a busy machine is no failure.
        test: {
          name: 'unit',
          include: ['{lib,app,bin,scripts}/**/*.test.{ts,tsx}'],
          exclude,
          globalSetup: 'lib/store/contract/postgres-server.ts',
          testTimeout: 30_000,
        },
      },
      {
        // Real processes that are killed in earnest. They wait more than they work, so that two files share two cores.
        test: {
          name: 'chaos',
          include: ['chaos/**/*.test.ts'],
          exclude,
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
