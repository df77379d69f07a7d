import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

export type PackageManagerName = 'npm' | 'pnpm' | 'yarn' | 'bun'

/** A program and its arguments: run without a shell, so nothing in them is ever interpreted. */
export interface Command {
  program: string
  arguments: string[]
}

/** How the project's own package manager says the five things the installer needs. */
export interface PackageManager {
  name: PackageManagerName
  add(packages: readonly string[], options?: { development?: boolean }): Command
  remove(packages: readonly string[]): Command
  /** Makes `node_modules` what `package.json` says. */
  install(): Command
  run(script: string): Command
  /** As a person types it: `npm run dev`, `pnpm dev`. */
  typed(script: string): string
}

/** A lock file tells who wrote it, nearest folder first; a workspace keeps it above the project. */
const lockFiles: readonly [string, PackageManagerName][] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['yarn.lock', 'yarn'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
]

/**
 * The package manager of a project: what `packageManager` in its package.json declares, else whose
 * lock file lies nearest, else npm.
 */
export function detectPackageManager(root: string, declared: string | undefined): PackageManager {
  const name = declared?.split('@')[0]
  if (isPackageManagerName(name)) return packageManager(name)
  for (let folder = root; ; folder = dirname(folder)) {
    const lock = lockFiles.find(([file]) => existsSync(join(folder, file)))
    if (lock) return packageManager(lock[1])
    // A repository is one project: what lies above it is somebody else's.
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return packageManager('npm')
  }
}

export function packageManager(name: PackageManagerName): PackageManager {
  const run = (script: string): Command => ({ program: name, arguments: ['run', script] })
  return {
    name,
    add: (packages, { development = false } = {}) => ({
      program: name,
      arguments: [
        ...adding[name],
        ...(development ? [name === 'npm' ? '--save-dev' : '--dev'] : []),
        ...packages,
      ],
    }),
    remove: (packages) => ({
      program: name,
      arguments: [name === 'npm' ? 'uninstall' : 'remove', ...quiet[name], ...packages],
    }),
    install: () => ({ program: name, arguments: ['install', ...quiet[name]] }),
    run,
    typed: (script) =>
      name === 'npm' || name === 'bun' ? `${name} run ${script}` : `${name} ${script}`,
  }
}

const quiet: Record<PackageManagerName, string[]> = {
  npm: ['--no-audit', '--no-fund'],
  pnpm: [],
  yarn: [],
  bun: [],
}

const adding: Record<PackageManagerName, string[]> = {
  npm: ['install', ...quiet.npm],
  pnpm: ['add'],
  yarn: ['add'],
  bun: ['add'],
}

function isPackageManagerName(name: string | undefined): name is PackageManagerName {
  return name === 'npm' || name === 'pnpm' || name === 'yarn' || name === 'bun'
}
