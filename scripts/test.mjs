import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuild } from './workspace/build.mjs'
import { ensureDependencies } from './workspace/dependencies.mjs'
import { inRoot } from './workspace/paths.mjs'
import { findRuntime, toolPath } from './workspace/runtime.mjs'
import { main, runOpenly, runQuietly, step } from './workspace/step.mjs'

// With the sentences of the rules: what to do instead.
const ladder = ['--config', '.dependency-cruiser.mjs', '--output-type', 'err-long']
const vitestArguments = process.argv.slice(2)

await main(async () => {
  await ensureDependencies()
  await ensureBuild()
  const node = findRuntime()
  const tool = (name, program, ...args) => runQuietly(node, [toolPath(name, program), ...args])

  // Whoever names tests wants to see these tests, at once.
  if (vitestArguments.length === 0) {
    await step('Lint, format, imports and types', () =>
      Promise.all([
        tool('@biomejs/biome', 'biome', 'check'),
        tool('dependency-cruiser', 'depcruise', ...ladder, ...sources()),
        ...typedFolders().map((path) => tool('typescript', 'tsc', '--noEmit', '-p', path)),
      ]),
    )
  }
  await runOpenly(node, [toolPath('vitest', 'vitest'), 'run', ...vitestArguments])
})

function sources() {
  return ['packages', 'examples'].filter((folder) => existsSync(inRoot(folder)))
}

function typedFolders() {
  const inside = sources().flatMap((folder) =>
    readdirSync(inRoot(folder)).map((name) => join(folder, name)),
  )
  // Examples with packages of their own have them installed, and are checked, by their test.
  return [...inside, 'bench', 'tests'].filter(
    (folder) =>
      existsSync(inRoot(folder, 'tsconfig.json')) &&
      !existsSync(inRoot(folder, 'package-lock.json')),
  )
}
