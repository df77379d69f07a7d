import { randomBytes } from 'node:crypto'
import type { Context } from '../command/context.ts'
import type { Change } from '../configuration/configuration.ts'
import { Installation } from './changes/installation.ts'
import type { Engine, Task } from './engine.ts'
import { type EngineFinder, type Integrated, integrate } from './integrate.ts'
import { addPackages, missingPackages } from './packages/add-packages.ts'
import { ownInstallScripts } from './packages/own-install-scripts.ts'
import { configurePlatform, registrationOf, servesAnother } from './platform/configure-platform.ts'
import {
  findPlatform,
  type Platform,
  type PlatformOptions,
  startPlatform,
} from './platform/find-platform.ts'
import { withoutSecretVariables } from './project/known-secrets.ts'
import { type Project, readProject } from './project/project.ts'
import type { Framework, Integration } from './recipe.ts'
import { chooseFramework } from './steps/choose-framework.ts'
import { checkFailed, firstFailure } from './steps/run-checks.ts'
import { planSettings } from './steps/settings-file.ts'
import { askAboutWorkTree } from './steps/work-tree.ts'
import { takeBack } from './take-back.ts'
import { takeBackUnfinished } from './undo.ts'
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
  registered: Change[]
  /** Null when a recipe did it. */
  engine: Engine | null
}

const mostRepairs = 3

/** Adds AuthKit to the application in the current folder: all of it, or nothing. */
export async function install(
  context: Context,
  options: InstallOptions,
  findEngine: EngineFinder,
): Promise<Installed> {
  const { environment } = context
  await takeBackUnfinished(context)
  const project = readProject(environment.cwd)
  const framework = chooseFramework(project, options.framework)
  const title = framework?.title ?? 'application'
  const installation = new Installation(project.tree.root, title, environment.now())
  const workbench = createWorkbench(environment, project, installation)
  const task: Task = { context, project, workbench, framework, refusal: null }
  let platform: Platform | undefined
  const reachPlatform = async () => {
    platform ??= await findPlatform(context, options)
    return platform
  }
  try {
    const integrated = await integrate(task, findEngine, async (by) => {
      await askAboutWorkTree(context, options.allowDirty)
      // A model costs: what the platform refuses is refused before.
      if (by === 'engine') await reachPlatform()
    })
    await askToKeep(task, integrated.engine, options.yes)
    platform = await unlessTaken(context, await reachPlatform(), integrated.integration)
    const connection = connectionTo(platform)
    const write = async (next: Integration, replaceSettings: boolean | undefined) => {
      await planSettings(context, project, next, connection, { replaceSettings })
      installation.apply(project.tree.changes())
      project.tree.reset()
      await addMissing(task, next, installation)
    }
    await write(integrated.integration, options.replaceSettings)
    const isUnchecked = options.skipChecks || integrated.engine?.mayRun() === false
    const integration = isUnchecked
      ? integrated.integration
      : await check(task, integrated, installation, async (repaired, engine) => {
          await askToKeep(task, engine, options.yes)
          // What a repair finds in the settings is what the round before it wrote.
          await write(repaired, true)
        })
    const registered = await configurePlatform(platform.connection, registrationOf(integration))
    installation.complete(platform.connection.url, registered)
    const files = installation.files()
    const { engine } = integrated
    return { project, framework, integration, platform, files, registered, engine }
  } catch (failure) {
    throw await takeBack(context, project, installation, platform, failure)
  }
}

/**
 * Rehearses the registration, so that a refusal comes before anything is written. A platform that
 * only happened to run here, and sends people to another application, is left to that one.
 */
async function unlessTaken(
  context: Context,
  platform: Platform,
  integration: Integration,
): Promise<Platform> {
  const registration = registrationOf(integration)
  const rehearse = ({ connection }: Platform) =>
    configurePlatform(connection, registration, { isRehearsal: true })
  const changes = await rehearse(platform)
  if (platform.origin !== 'found' || !servesAnother(changes)) return platform
  const { url } = platform.connection
  context.output.note(`The platform at ${url} serves another application: this one gets its own.`)
  return startPlatform(context)
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

/** The project's own checks must still pass; an engine may mend what it broke. */
async function check(
  task: Task,
  { integration, engine }: Integrated,
  installation: Installation,
  write: (repaired: Integration, engine: Engine) => Promise<void>,
): Promise<Integration> {
  // Nothing was changed, so nothing was broken.
  if (installation.files().length === 0) return integration
  const checking = engine ? withoutSecrets(task) : task
  const ignored = new Set<string>()
  let current = integration
  for (let repairs = 0; ; repairs += 1) {
    const failed = await firstFailure(checking, current, installation, ignored)
    if (!failed) return current
    if (!engine || repairs === mostRepairs) throw checkFailed(failed)
    current = await engine.repair(task, failed)
    await write(current, engine)
  }
}

/** What a model wrote runs without the secrets of the person's shell. */
function withoutSecrets(task: Task): Task {
  const { environment } = task.context
  const env = withoutSecretVariables(environment.env)
  return { ...task, context: { ...task.context, environment: { ...environment, env } } }
}

/** Nobody knows beforehand what a model writes. It was shown as it was written. */
async function askToKeep(
  { context: { ask }, project }: Task,
  engine: Engine | null,
  yes: boolean | undefined,
): Promise<void> {
  if (!engine || !ask.isPossible) return
  const run = engine.mayRun() ? [] : ownInstallScripts(project)
  const consequence = run.length > 0 ? ` Installing packages runs ${run.join(' and ')}.` : ''
  await ask.permission(`Keep these changes of ${engine.name}?${consequence}`, yes)
}
