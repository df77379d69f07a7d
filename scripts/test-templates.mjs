import { ensureBuild } from './workspace/build.mjs'
import { ensureDependencies } from './workspace/dependencies.mjs'
import { inRoot } from './workspace/paths.mjs'
import { findRuntime, toolPath } from './workspace/runtime.mjs'
import { main, runOpenly } from './workspace/step.mjs'

// Every framework's own template, from its creator to a signed-in person. Apart from `npm test`: it
// downloads and builds frameworks, for minutes each.
await main(async () => {
  await ensureDependencies()
  await ensureBuild()
  const config = inRoot('packages', 'cli', 'test', 'templates', 'vitest.config.ts')
  const words = ['run', '--config', config, ...process.argv.slice(2)]
  await runOpenly(findRuntime(), [toolPath('vitest', 'vitest'), ...words])
})
