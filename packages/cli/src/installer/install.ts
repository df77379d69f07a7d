import { randomBytes } from 'node:crypto'
import { CommandError } from '../command/command-error.ts'
import type { Context } from '../command/context.ts'
import type { Change } from '../configuration/configuration.ts'
import { Installation } from './changes/installation.ts'
import type { Engine, FailedCheck, Task } from './engine.ts'
import { addPackages, missingPackages, removePackages } from './packages/add-packages.ts'
import { configurePlatform, registrationOf } from './platform/configure-platform.ts'
import { findPlatform, type Platform, type PlatformOptions } from './platform/find-platform.ts'
import { stopLocalPlatform } from './platform/local-platform.ts'
import { type Project, readProject } from './project/project.ts'
import { type Framework, type Integration, RecipeRefusal } from './recipe.ts'
import { chooseFramework } from './steps/choose-framework.ts'
import { recipeRefused, unknownFramework } from './steps/refusals.ts'
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
}

/** Finds an engine when the recipe will not do; null when there is none, or it is not wanted. */
export type EngineFinder = (need: 'asked' | 'refused' | 'unknown') => Promise<Engine | null>

export interface Installed {
  project: Project
  framework: Framework | null
  integration: Integration
  platform: Platform
  files: ReturnType<Installation['files']>
  registered: Change[]
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
    const { integration, engine } = await integrate(task, findEngine, () =>
      askAboutWorkTree(context, options.allowDirty),
    )
    platform = await findPlatform(context, options)
    await planSettings(context, project, integration, connectionTo(platform), options)
    installation.apply(tree.changes())
    tree.reset()
    await addMissing(task, integration, installation)
    const registered = await configurePlatform(platform.connection, registrationOf(integration))
    installation.registered(platform.connection.url, registered)
    if (!options.skipChecks) await check(task, integration, installation, engine)
    installation.complete()
    return { project, framework, integration, platform, files: installation.files(), registered }
  } catch (error) {
    await takeBack(task, installation)
    if (platform?.origin === 'started') await stopLocalPlatform(environment, tree.root)
    throw error
  }
}

/**
 * By the recipe; by an engine where no recipe goes, or where one was asked for. `askFirst` comes
 * before anything is written: an engine writes as it goes, a recipe may find everything in place.
 */
async function integrate(
  task: Task,
  findEngine: EngineFinder,
  askFirst: () => Promise<void>,
): Promise<{ integration: Integration; engine: Engine | null }> {
  const { framework, project } = task
  const by = async (engine: Engine, refusal: string | null) => {
    await askFirst()
    return { integration: await engine.integrate({ ...task, refusal }), engine }
  }
  const asked = await findEngine('asked')
  if (asked) return by(asked, null)
  if (!framework) {
    const engine = await findEngine('unknown')
    if (!engine) throw unknownFramework()
    return by(engine, null)
  }
  try {
    const integration = framework.integrate(project)
    if (project.tree.changes().length > 0) await askFirst()
    return { integration, engine: null }
  } catch (error) {
    if (!(error instanceof RecipeRefusal)) throw error
    project.tree.reset()
    const engine = await findEngine('refused')
    if (!engine) throw recipeRefused(framework, error)
    return by(engine, error.message)
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

/** The project's own checks must pass; an engine may mend what it broke. */
async function check(
  task: Task,
  integration: Integration,
  installation: Installation,
  engine: Engine | null,
): Promise<void> {
  // Nothing was changed, so nothing was broken.
  if (installation.files().length === 0) return
  for (let repairs = 0; ; repairs += 1) {
    const failed = await firstFailure(task.context, task.project, integration)
    if (!failed) return
    if (!engine || repairs === REPAIRS_AT_MOST) throw checkFailed(failed)
    await engine.repair(task, failed)
    installation.apply(task.project.tree.changes())
    task.project.tree.reset()
  }
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
