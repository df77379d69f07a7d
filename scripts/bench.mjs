import { ensureBuild } from './workspace/build.mjs'
import { ensureDependencies } from './workspace/dependencies.mjs'
import { inRoot } from './workspace/paths.mjs'
import { findRuntime, toolPath } from './workspace/runtime.mjs'
import { main, runOpenly } from './workspace/step.mjs'

await main(async () => {
  await ensureDependencies()
  await ensureBuild()
  const program = inRoot('bench', 'main.ts')
  await runOpenly(findRuntime(), [toolPath('tsx', 'tsx'), program, ...process.argv.slice(2)])
})
