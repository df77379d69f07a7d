import { ensureBuild } from './workspace/build.mjs'
import { ensureDependencies } from './workspace/dependencies.mjs'
import { inRoot } from './workspace/paths.mjs'
import { findRuntime, toolPath } from './workspace/runtime.mjs'
import { main, runOpenly, workspaceEnvironment } from './workspace/step.mjs'

// Every framework's own template, from its creator to a signed-in person. Apart from `npm test`: it
// downloads and builds frameworks. With `--timed` a template that takes too long fails, too.
await main(async () => {
  await ensureDependencies()
  await ensureBuild()
  const config = inRoot('packages', 'cli', 'test', 'templates', 'vitest.config.ts')
  const typed = process.argv.slice(2)
  const words = ['run', '--config', config, ...typed.filter((word) => word !== '--timed')]
  const env = {
    ...workspaceEnvironment(),
    ...(typed.includes('--timed') && { TEMPLATES_TIMED: '1' }),
  }
  await runOpenly(findRuntime(), [toolPath('vitest', 'vitest'), ...words], { env })
})
