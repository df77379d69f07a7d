import { defineConfig } from 'vitest/config'

/** Apart from the suite: these download frameworks, build them, and take minutes. */
export default defineConfig({
  root: new URL('../../../..', import.meta.url).pathname,
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['packages/cli/test/templates/*.template.ts'],
    globalSetup: ['packages/cli/test/templates/scratch-folder.ts'],
    reporters: ['default', './packages/cli/test/templates/table.ts'],
    // One after another: what is measured has the machine to itself.
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
})
