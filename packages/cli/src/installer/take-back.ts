import { CommandError, cancelled } from '../command/command-error.ts'
import type { Context } from '../command/context.ts'
import { diskFailure } from '../environment/disk-failure.ts'
import type { Environment } from '../environment/environment.ts'
import type { Installation } from './changes/installation.ts'
import { removeOwnFolder } from './own-folder.ts'
import { followPackageJson } from './packages/add-packages.ts'
import type { Platform } from './platform/find-platform.ts'
import { stopLocalPlatform } from './platform/local-platform.ts'
import type { Project } from './project/project.ts'

/**
 * Takes back what an installation that failed has done: files, packages, and the platform with its
 * data where it was made for it. Answers the failure as the person is told it. Ctrl-C is such a
 * failure, and does not stop this.
 */
export async function takeBack(
  context: Context,
  project: Project,
  installation: Installation,
  platform: Platform | undefined,
  failure: unknown,
): Promise<unknown> {
  const { signal } = context.environment
  const environment = { ...context.environment, signal: new AbortController().signal }
  const files = installation.files()
  const work = async () => {
    installation.takeBack()
    await takePackagesBack(environment, project, installation, files)
    await takePlatformBack(environment, project.tree.root, platform)
  }
  try {
    if (files.length === 0 && platform?.origin !== 'started') await work()
    else await context.output.step('Taking everything back', work)
  } catch (error) {
    return notTakenBack(failure, error)
  }
  return signal.aborted ? cancelled('Stopped. Everything is as it was.') : failure
}

async function takePackagesBack(
  environment: Environment,
  project: Project,
  installation: Installation,
  files: ReturnType<Installation['files']>,
): Promise<void> {
  const { madeModules } = installation
  if (!madeModules && !files.some(({ path }) => path === 'package.json')) return
  // What is too much in `node_modules` harms nothing, and the registry may be what has failed.
  await followPackageJson(environment, project, { madeModules }).catch(() => {})
}

async function takePlatformBack(
  environment: Environment,
  root: string,
  platform: Platform | undefined,
): Promise<void> {
  if (platform?.origin !== 'started') return
  await stopLocalPlatform(environment, root)
  if (platform.started?.isNew) removeOwnFolder(root)
}

function notTakenBack(failure: unknown, error: unknown): CommandError {
  const words = (thrown: unknown) => (diskFailure(thrown) ?? (thrown as Error)).message
  return new CommandError(
    'not_taken_back',
    `${words(failure)}\nNot everything could be taken back: ${words(error)}`,
    { recovery: 'Mend that, then run: latchkey undo', cause: error },
  )
}
