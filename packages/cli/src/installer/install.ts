import { randomBytes } from 'node:crypto'
import { CommandError } from '../command/command-error.ts'
import type { Context } from '../command/context.ts'
import { Installation } from './changes/installation.ts'
import type { FailedCheck, Task } from './engine.ts'
import { type EngineFinder, type Integrated, integrate } from './integrate.ts'
import { addPackages, missingPackages, removePackages } from './packages/add-packages.ts'
import {
  configurePlatform,
  type RegisteredChange,
  registrationOf,
} from './platform/configure-platform.ts'
import { findPlatform, type Platform, type PlatformOptions } from './platform/find-platform.ts'
import { stopLocalPlatform } from './platform/local-platform.ts'
import { type Project, readProject } from './project/project.ts'
import type { Framework, Integration } from './recipe.ts'
import { chooseFramework } from './steps/choose-framework.ts'
import { firstFailure } from './steps/run-checks.ts'
import { planSettings } from './steps/settings-file.ts'
import { askAboutWorkTree } from './steps/work-tree.ts'
import { createWorkbench } from './workbench.ts'

export interface InstallOptions extends PlatformOptions {
  framework?: string
  allowDirty?: boolean
  replaceSettings?: boolean
  /** Leave the project's own checks out. */
  skipChecks?: boolean
  /** Keep what a model wrote without asking. */
  yes?: boolean
}

export interface Installed {
  project: Project
  framework: Framework | null
  integration: Integration
  platform: Platform
  files: ReturnType<Installation['files']>
  registered: RegisteredChange[]
}

const REPAIRS_AT_MOST = 3

/** Adds AuthKit to the application in the current folder: all of it, or nothing. */
export async function install(
  context: Context,
  options: InstallOptions,
  findEngine: EngineFinder,
): Promise<Installed> {
  const { environment } = context
  const project = readProject(environment.cwd)
  const framework = chooseFramework(project, options.framework)

  const { tree } = project
  const title = framework?.title ?? 'application'
  const installation = new Installation(tree.root, title, environment.now())
  const workbench = createWorkbench(environment, project, installation)
  const task: Task = { context, project, workbench, framework, refusal: null }
  let platform: Platform | undefined
  try {
    let integrated = await integrate(task, findEngine, () =>
      askAboutWorkTree(context, options.allowDirty),
    )
    await askToKeep(context, integrated, options.yes)
    platform = await findPlatform(context, options)
    const connection = connectionTo(platform)
    const registered: RegisteredChange[] = []
    for (let repairs = 0; ; repairs += 1) {
      const { integration } = integrated
      // What a repair finds in the settings is what the round before it wrote.
      const replaceSettings = repairs > 0 || options.replaceSettings
      await planSettings(context, project, integration, connection, { replaceSettings })
      installation.apply(tree.changes())
      tree.reset()
      await addMissing(task, integration, installation)
      const changes = await configurePlatform(platform.connection, registrationOf(integration))
      installation.registered(platform.connection.url, changes)
      registered.push(...changes)
      const failed = options.skipChecks ? null : await check(task, integration, installation)
      if (!failed) break
      integrated = await repair(task, integrated, failed, repairs)
      await askToKeep(context, integrated, options.yes)
    }
    installation.complete()
    const { integration } = integrated
    return { project, framework, integration, platform, files: installation.files(), registered }
  } catch (error) {
    await takeBack(task, installation)
    if (platform?.origin === 'started') await stopLocalPlatform(environment, tree.root)
    throw error
  }
}

function connectionTo({ connection, clientId }: Platform) {
  const { url, apiKey } = connection
  // 32 characters: what the seal needs, and what the guide asks for.
  return { url, apiKey, clientId, cookiePassword: randomBytes(24).toString('base64url') }
}

async function addMissing(
  { context, project }: Task,
  { dependencies }: Integration,
  installation: Installation,
): Promise<void> {
  const missing = missingPackages(project, dependencies)
  if (missing.length === 0) return
  await context.output.step(`Installing ${missing.map(({ name }) => name).join(', ')}`, () =>
    addPackages(context.environment, project, installation, missing),
  )
}

/** The project's own checks must still pass. What was not changed was not broken. */
async function check(
  { context, project }: Task,
  integration: Integration,
  installation: Installation,
): Promise<FailedCheck | null> {
  return installation.files().length === 0 ? null : firstFailure(context, project, integration)
}

/** An engine may mend what it broke. */
async function repair(
  task: Task,
  { engine }: Integrated,
  failed: FailedCheck,
  repairs: number,
): Promise<Integrated> {
  if (!engine || repairs === REPAIRS_AT_MOST) throw checkFailed(failed)
  return { integration: await engine.repair(task, failed), engine }
}

/** Nobody knows beforehand what a model writes. It was shown as it was written. */
async function askToKeep(
  { ask }: Context,
  { engine }: Integrated,
  yes: boolean | undefined,
): Promise<void> {
  if (!engine || !ask.isPossible) return
  await ask.permission(`Keep these changes of ${engine.name}?`, yes)
}

/** Also what was installed: package.json is back, and `node_modules` follows it. */
async function takeBack({ context, project }: Task, installation: Installation): Promise<void> {
  const packagesChanged = installation.files().some(({ path }) => path === 'package.json')
  installation.takeBack()
  if (packagesChanged) await removePackages(context.environment, project).catch(() => {})
}

function checkFailed({ command, output }: FailedCheck): CommandError {
  return new CommandError('check_failed', `\`${command}\` fails with the integration:\n${output}`, {
    recovery:
      'Everything was taken back. If it fails without the integration too, mend that first; ' +
      '--skip-checks leaves the checks out.',
  })
}
