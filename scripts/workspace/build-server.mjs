import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { inRoot, serverDist } from './paths.mjs'
import { StepFailed } from './step.mjs'

/** Packages of hundreds of small modules each: one by one these take longer to load than all the rest. */
const bundledPackages = ['@fastify/type-provider-typebox', 'kysely', 'typebox']

/**
 * Bundles our own source into few files, packages stay outside. All files lie side by side, so that
 * `import.meta.dirname` is the same folder in each of them.
 */
export async function buildServer() {
  const esbuild = await import('esbuild')
  const { outputFiles } = await esbuild
    .build({
      absWorkingDir: inRoot('packages', 'server'),
      // The process, and what the command runs in its own: the same, and work on an installation.
      entryPoints: ['src/main.ts', 'src/serve.ts', 'src/operations.ts'],
      outdir: 'dist',
      bundle: true,
      splitting: true,
      external: externalPackages(),
      platform: 'node',
      format: 'esm',
      target: 'node22',
      jsx: 'automatic',
      sourcemap: true,
      write: false,
      logLevel: 'silent',
    })
    .catch(async ({ errors, message }) => {
      const lines = await esbuild.formatMessages(errors ?? [{ text: message }], { kind: 'error' })
      throw new StepFailed(lines.join(''))
    })
  // Its helper process would stay as long as the server that is started next.
  await esbuild.stop()
  mkdirSync(serverDist, { recursive: true })
  // A server that is starting right now reads main.js first: what it imports must be there before.
  const isMain = ({ path }) => basename(path) === 'main.js'
  const inOrder = [...outputFiles.filter((file) => !isMain(file)), ...outputFiles.filter(isMain)]
  for (const { path, contents } of inOrder) replaceFile(path, contents)
  removeOthers(new Set(outputFiles.map(({ path }) => basename(path))))
  copyAssets()
}

function externalPackages() {
  const description = readFileSync(inRoot('packages', 'server', 'package.json'), 'utf8')
  return Object.keys(JSON.parse(description).dependencies)
    .filter((name) => !bundledPackages.includes(name))
    .flatMap((name) => [name, `${name}/*`])
}

function replaceFile(path, contents) {
  const unfinished = `${path}.unfinished`
  writeFileSync(unfinished, contents)
  renameSync(unfinished, path)
}

/** Chunks carry a hash in their name, so older builds leave some behind. */
function removeOthers(names) {
  for (const entry of readdirSync(serverDist, { withFileTypes: true })) {
    const isOurs = entry.isFile() && /\.(js|js\.map|unfinished)$/.test(entry.name)
    if (isOurs && !names.has(entry.name)) rmSync(join(serverDist, entry.name))
  }
}

/** Files that pages ask for by name are served as they are, and the guides are read when asked for. */
function copyAssets() {
  copyFolder(inRoot('packages', 'server', 'src', 'pages', 'assets'), join('pages', 'assets'))
  copyFolder(inRoot('docs', 'guides'), 'guides')
}

function copyFolder(source, name) {
  const target = join(serverDist, name)
  rmSync(target, { recursive: true, force: true })
  cpSync(source, target, { recursive: true })
}
