import { join } from 'node:path'
import { ensureServer } from './workspace/build.mjs'
import { ensureDependencies } from './workspace/dependencies.mjs'
import { serverDist } from './workspace/paths.mjs'
import { runServer } from './workspace/run-server.mjs'
import { findRuntime } from './workspace/runtime.mjs'
import { main } from './workspace/step.mjs'

await main(async () => {
  await ensureDependencies()
  await ensureServer()
  await runServer(findRuntime(), [join(serverDist, 'main.js'), ...process.argv.slice(2)])
})
