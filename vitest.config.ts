import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['packages/**/*.test.{ts,tsx}', 'examples/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: ['packages/server/test/postgres.ts'],
    // A package among these has sources of its own under the condition that ours are found by.
    server: { deps: { inline: [/\/node_modules\/(?:ai|@ai-sdk|eventsource-parser)\//] } },
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Conditions are waited for, not timed: a busy machine may take its time.
    expect: { poll: { timeout: 20_000 } },
  },
})
