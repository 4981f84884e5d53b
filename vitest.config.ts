import { defineConfig } from 'vitest/config'

export default defineConfig({
  // As Node resolves: with Vite's `development` a second copy of `graphql` would be loaded beside the libraries' own.
  ssr: { resolve: { conditions: ['node', 'module-sync'] } },
  test: {
    include: [
      '{core,prisma,server,enrollment-kiosk,card-printer-driver,ui}/**/*.test.{ts,tsx}',
      'tests/**/*.test.ts',
    ],
    globalSetup: ['tests/support/global-setup.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // A browser or a process that was starved for a moment is asked once more. A property that found a counterexample is not:
    // it would draw other examples.
    retry: { count: 1, condition: /^(?!Property failed)/ },
    testTimeout: 120_000,
    hookTimeout: 240_000,
    // A page that shares the processors with others may need longer than the second that is usual.
    expect: { poll: { timeout: 15_000 } },
    pool: 'forks',
    // Files share their worker's modules: loading the server anew for each took a fifth of the time. No test replaces a
    // module, and each has a database and folders of its own.
    isolate: false,
    // Half of a file's time it waits: for the database, a browser, a line. Three keep two processors busy.
    maxWorkers: 3,
  },
})
