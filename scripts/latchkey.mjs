import { ensureBuild } from './workspace/build.mjs'
import { ensureDependencies } from './workspace/dependencies.mjs'
import { inRoot } from './workspace/paths.mjs'
import { findRuntime } from './workspace/runtime.mjs'
import { main, runOpenly } from './workspace/step.mjs'

// The command of this clone, in the folder where it was called: what `npx latchkey` is when published.
await main(async () => {
  await ensureDependencies()
  await ensureBuild()
  const command = inRoot('packages', 'cli', 'bin', 'latchkey.mjs')
  const cwd = process.env.INIT_CWD ?? process.cwd()
  await runOpenly(findRuntime(), [command, ...process.argv.slice(2)], { cwd })
})
