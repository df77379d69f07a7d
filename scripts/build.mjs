import { ensureBuild } from './workspace/build.mjs'
import { ensureDependencies } from './workspace/dependencies.mjs'
import { main } from './workspace/step.mjs'

await main(async () => {
  await ensureDependencies()
  await ensureBuild()
})
