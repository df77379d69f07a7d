import { randomBytes } from 'node:crypto'
import type { Context } from '../command/context.ts'
import { Installation } from './changes/installation.ts'
import type { Engine, Task } from './engine.ts'
import { addPackages, missingPackages } from './packages/add-packages.ts'
import {
  configurePlatform,
  type RegisteredChange,
  registrationOf,
  servesAnother,
} from './platform/configure-platform.ts'
import {
  findPlatform,
  type Platform,
  type PlatformOptions,
  startPlatform,
} from './platform/find-platform.ts'
import { type Project, readProject } from './project/project.ts'
import { type Framework, type Integration, RecipeRefusal } from './recipe.ts'
import { chooseFramework } from './steps/choose-framework.ts'
import { recipeRefused, unknownFramework } from './steps/refusals.ts'
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
}

/** Finds an engine when the recipe will not do; null when there is none, or it is not wanted. */
export type EngineFinder = (need: 'asked' | 'refused' | 'unknown') => Promise<Engine | null>

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
    const { integration, engine } = await integrate(task, findEngine, {
      askFirst: () => askAboutWorkTree(context, options.allowDirty),
      reachPlatform,
    })
    platform = await unlessTaken(context, await reachPlatform(), integration)
    const connection = connectionTo(platform)
    const write = async (next: Integration) => {
      await planSettings(context, project, next, connection, options)
      installation.apply(project.tree.changes())
      project.tree.reset()
      await addMissing(task, next, installation)
    }
    await write(integration)
    const checked = options.skipChecks
      ? integration
      : await check(task, integration, installation, engine, write)
    const registered = await configurePlatform(platform.connection, registrationOf(checked))
    installation.complete(platform.connection.url, registered)
    const files = installation.files()
    return { project, framework, integration: checked, platform, files, registered }
  } catch (failure) {
    throw await takeBack(context, project, installation, platform, failure)
  }
}

/**
 * By the recipe; by an engine where no recipe goes, or where one was asked for. An engine writes as
 * it goes, and costs: what can be refused before is refused before. A recipe may find everything in
 * place.
 */
async function integrate(
  task: Task,
  findEngine: EngineFinder,
  before: { askFirst: () => Promise<void>; reachPlatform: () => Promise<Platform> },
): Promise<{ integration: Integration; engine: Engine | null }> {
  const { framework, project } = task
  const by = async (engine: Engine, refusal: string | null) => {
    await before.askFirst()
    await before.reachPlatform()
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
    if (project.tree.changes().length > 0) await before.askFirst()
    return { integration, engine: null }
  } catch (error) {
    if (!(error instanceof RecipeRefusal)) throw error
    project.tree.reset()
    const engine = await findEngine('refused')
    if (!engine) throw recipeRefused(framework, error)
    return by(engine, error.message)
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

/** The project's own checks must pass; an engine may mend what it broke. */
async function check(
  task: Task,
  integration: Integration,
  installation: Installation,
  engine: Engine | null,
  write: (integration: Integration) => Promise<void>,
): Promise<Integration> {
  // Nothing was changed, so nothing was broken.
  if (installation.files().length === 0) return integration
  const ignored = new Set<string>()
  let current = integration
  for (let repairs = 0; ; repairs += 1) {
    const failed = await firstFailure(task, current, installation, ignored)
    if (!failed) return current
    if (!engine || repairs === REPAIRS_AT_MOST) throw checkFailed(failed)
    current = await engine.repair(task, failed)
    await write(current)
  }
}
