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

const parts = [
  {
    title: 'Building the server',
    stamp: join(serverDist, '.server-built'),
    sources: ['src', 'package.json', 'tsconfig.json'].map((path) =>
      inRoot('packages', 'server', path),
    ),
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

/** Builds the parts whose sources changed since they were last built. */
export async function ensureBuild() {
  for (const { title, stamp, sources, build } of parts) {
    const print = fingerprint([...sources, ...recipes, lock])
    if (isFresh(stamp, print)) continue
    mkdirSync(serverDist, { recursive: true })
    await step(title, () => underStamp(stamp, print, build))
  }
}
