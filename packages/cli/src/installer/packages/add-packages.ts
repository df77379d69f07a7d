import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { CommandError } from '../../command/command-error.ts'
import type { Environment } from '../../environment/environment.ts'
import { putFile, readOrNull } from '../changes/files.ts'
import type { Installation } from '../changes/installation.ts'
import { dependsOn, type Project, readProject } from '../project/project.ts'
import type { Dependency } from '../recipe.ts'
import { endOf, runProgram } from '../steps/run-program.ts'
import { archiveFolder, ownSdk, packSdk, sdkSource, sdkSpecification } from './sdk-source.ts'

/** What the project's package manager writes to when packages are added. */
export const writtenByPackageManagers = [
  'package.json',
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'yarn.lock',
  'bun.lock',
]

/** The packages of an integration that the project does not ask for yet. */
export function missingPackages(
  project: Project,
  dependencies: readonly Dependency[],
): Dependency[] {
  return dependencies.filter(({ name }) => !dependsOn(project, name))
}

/** Adds packages with the project's own package manager; what that changes can be taken back. */
export async function addPackages(
  environment: Environment,
  project: Project,
  installation: Installation,
  packages: readonly Dependency[],
): Promise<void> {
  if (packages.length === 0) return
  const archive = packages.some(({ name }) => name === ownSdk)
    ? await vendorSdk(environment, installation)
    : null
  const names = packages.map(({ name }) => name)
  installation.watch(names, writtenByPackageManagers)
  for (const development of [false, true]) {
    const added = packages
      .filter(({ isDevelopment = false }) => isDevelopment === development)
      .map((dependency) => specification(dependency, archive))
    if (added.length > 0)
      await run(environment, project, project.packageManager.add(added, { development }))
  }
  installation.settle(writtenByPackageManagers)
  project.packageJson = readProject(project.tree.root).packageJson
}

/**
 * Makes `node_modules` fit package.json again, after it was taken back. What the package manager
 * would write beside it, such as a lock file where there was none, is taken back, too.
 */
export async function followPackageJson(
  environment: Environment,
  project: Project,
  { madeModules }: { madeModules: boolean },
): Promise<void> {
  const { root } = project.tree
  if (madeModules) {
    rmSync(join(root, 'node_modules'), { recursive: true, force: true })
    return
  }
  const files = writtenByPackageManagers.map((path) => ({
    path,
    text: readOrNull(join(root, path)),
  }))
  // npm believes its own note of what it installed, and would take nothing out.
  rmSync(join(root, 'node_modules/.package-lock.json'), { force: true })
  try {
    await run(environment, project, project.packageManager.install())
  } finally {
    for (const { path, text } of files) {
      if (readOrNull(join(root, path)) !== text) putFile(root, path, text)
    }
  }
}

/** Takes packages out of a package.json that somebody changed since, and leaves the rest of it. */
export async function removePackages(
  environment: Environment,
  project: Project,
  names: readonly string[],
): Promise<void> {
  const present = names.filter((name) => dependsOn(project, name))
  if (present.length > 0) await run(environment, project, project.packageManager.remove(present))
}

/** Puts our SDK into the project when it is in no registry; answers its place there. */
async function vendorSdk(
  environment: Environment,
  installation: Installation,
): Promise<string | null> {
  const source = sdkSource()
  if (source.kind === 'registry') return null
  const { name, content } = await packSdk(environment, source.folder)
  const path = `${archiveFolder}/${name}`
  installation.create(path, content)
  return path
}

function specification({ name, range }: Dependency, archive: string | null): string {
  if (name === ownSdk) return sdkSpecification(sdkSource(), archive)
  return range === undefined ? name : `${name}@${range}`
}

async function run(
  environment: Environment,
  project: Project,
  command: { program: string; arguments: string[] },
): Promise<void> {
  const { succeeded, output } = await runProgram(environment, project.tree.root, command)
  if (succeeded) return
  const typed = [command.program, ...command.arguments].join(' ')
  throw new CommandError('install_failed', `\`${typed}\` failed:\n${endOf(output)}`, {
    recovery: 'Mend what it says, then run this again.',
  })
}
