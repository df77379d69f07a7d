import { relative } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Without times of an earlier run there are only sizes to go by, and the longest tests are not the
 * largest: those of whole platforms in browsers go first, so that none of them is left for the end.
 */
class WholePlatformsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      relative(import.meta.dirname, moduleId).startsWith('tests') ? 0 : 1
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other))
  }
}

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['packages/**/*.test.{ts,tsx}', 'examples/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: ['packages/server/test/postgres.ts'],
    setupFiles: ['packages/server/test/end-pretences.ts'],
    // A package among these has sources of its own under the condition that ours are found by.
    server: { deps: { inline: [/\/node_modules\/(?:ai|@ai-sdk|eventsource-parser)\//] } },
    maxWorkers: 2,
    // Reading the modules of the server once for each file takes as long as a third of all tests.
    isolate: false,
    sequence: { sequencer: WholePlatformsFirst },
    // Conditions are waited for, not timed: a busy machine may take its time.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
