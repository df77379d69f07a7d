import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { buildServer } from './build-server.mjs'
import { fingerprint, isFresh, underStamp } from './build-stamp.mjs'
import { compressFiles } from './compress.mjs'
import { inRoot, serverDist } from './paths.mjs'
import { findRuntime, toolPath } from './runtime.mjs'
import { runQuietly, step } from './step.mjs'

const lock = inRoot('package-lock.json')
const recipes = [inRoot('tsconfig.base.json'), inRoot('scripts', 'workspace')]

const server = [
  {
    title: 'Building the server',
    stamp: join(serverDist, '.server-built'),
    sources: [
      ...['src', 'package.json', 'tsconfig.json'].map((path) => inRoot('packages', 'server', path)),
      inRoot('docs', 'guides'),
    ],
    build: buildServer,
  },
  {
    title: 'Building the dashboard',
    stamp: join(serverDist, '.dashboard-built'),
    // The quick start on its Overview shows the example's own code.
    sources: [
      inRoot('packages', 'dashboard'),
      inRoot('examples', 'express', 'index.html'),
      inRoot('examples', 'express', 'server.js'),
    ],
    // Its configuration says where it goes: packages/server/dist/dashboard.
    build: async () => {
      const vite = toolPath('vite', 'vite', 'packages/dashboard')
      await runQuietly(findRuntime(), [vite, 'build', inRoot('packages', 'dashboard')], {
        cwd: inRoot('packages', 'dashboard'),
      })
      compressFiles(join(serverDist, 'dashboard'))
    },
  },
]

const sdk = [
  {
    title: 'Building the SDK',
    // Beside the folder that the build empties first.
    stamp: inRoot('packages', 'node', '.sdk-built'),
    sources: ['src', 'package.json', 'tsconfig.json', 'tsdown.config.ts'].map((path) =>
      inRoot('packages', 'node', path),
    ),
    build: () =>
      runQuietly(findRuntime(), [toolPath('tsdown', 'tsdown')], {
        cwd: inRoot('packages', 'node'),
      }),
  },
]

const command = [
  {
    title: 'Building the command',
    stamp: inRoot('packages', 'cli', '.cli-built'),
    sources: ['src', 'package.json', 'tsconfig.json', 'tsdown.config.ts'].map((path) =>
      inRoot('packages', 'cli', path),
    ),
    build: () =>
      runQuietly(findRuntime(), [toolPath('tsdown', 'tsdown')], {
        cwd: inRoot('packages', 'cli'),
      }),
  },
]

/** Builds the parts of the server whose sources changed since they were last built. */
export async function ensureServer() {
  mkdirSync(serverDist, { recursive: true })
  await ensure(server)
}

/** Builds the parts of everything whose sources changed since they were last built. */
export async function ensureBuild() {
  await ensureServer()
  await ensure(sdk)
  await ensure(command)
}

async function ensure(parts) {
  for (const { title, stamp, sources, build } of parts) {
    const print = fingerprint([...sources, ...recipes, lock])
    if (isFresh(stamp, print)) continue
    await step(title, () => underStamp(stamp, print, build))
  }
}
