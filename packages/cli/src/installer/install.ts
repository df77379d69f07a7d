import { randomBytes } from 'node:crypto'
import { CommandError } from '../command/command-error.ts'
import type { Context } from '../command/context.ts'
import { Installation } from './changes/installation.ts'
import type { Engine, FailedCheck, Task } from './engine.ts'
import { addPackages, missingPackages, removePackages } from './packages/add-packages.ts'
import {
  configurePlatform,
  type RegisteredChange,
  registrationOf,
} from './platform/configure-platform.ts'
import { findPlatform, type Platform, type PlatformOptions } from './platform/find-platform.ts'
import { stopLocalPlatform } from './platform/local-platform.ts'
import { readProject } from './project/project.ts'
import type { Change } from './project/tree.ts'
import { type Dependency, type Integration, RecipeRefusal } from './recipe.ts'
import { chooseFramework, unknownFramework } from './steps/choose-framework.ts'
import { firstFailure } from './steps/run-checks.ts'
import { planSettings } from './steps/settings-file.ts'
import { askAboutWorkTree } from './steps/work-tree.ts'

export interface InstallOptions extends PlatformOptions {
  framework?: string
  allowDirty?: boolean
  replaceSettings?: boolean
  /** Leave the project's own checks out. */
  skipChecks?: boolean
}

/** What an installation would do, or did. */
export interface Plan {
  framework: string
  integration: Integration
  changes: Change[]
  packages: Dependency[]
  /** What starts the application, as a person types it. */
  run: string
}

export interface Installed extends Plan {
  platform: Platform
  registered: RegisteredChange[]
}

const REPAIRS_AT_MOST = 3

/** Stands for what only a running platform tells, in a plan that is only shown. */
const UNKNOWN_CONNECTION = {
  url: 'http://localhost:4000',
  apiKey: 'sk_test_…',
  clientId: 'client_…',
}

/** What `install` would do here. Starts nothing and writes nothing. */
export async function planInstallation(
  context: Context,
  options: InstallOptions,
  engine: Engine | null,
): Promise<Plan> {
  const task = readTask(context, options)
  const integration = await integrate(task, engine)
  await planFor(task, integration, UNKNOWN_CONNECTION, { ...options, replaceSettings: true })
  return planOf(task, integration)
}

/** Adds AuthKit to the application in the current folder: all of it, or nothing. */
export async function install(
  context: Context,
  options: InstallOptions,
  engine: Engine | null,
): Promise<Installed> {
  const task = readTask(context, options)
  await askAboutWorkTree(context, options.allowDirty)
  const integration = await integrate(task, engine)
  const platform = await findPlatform(context, options)
  try {
    const { connection, clientId } = platform
    const { url, apiKey } = connection
    await planFor(task, integration, { url, apiKey, clientId }, options)
    const plan = planOf(task, integration)
    const registered = await carryOut(task, plan, platform, options, engine)
    return { ...plan, platform, registered }
  } catch (error) {
    const { environment } = context
    if (platform.origin === 'started') await stopLocalPlatform(environment, environment.cwd)
    throw error
  }
}

function readTask(context: Context, { framework }: InstallOptions): Task {
  const project = readProject(context.environment.cwd)
  return { context, project, framework: chooseFramework(project, framework), refusal: null }
}

/** By the recipe; by the engine where no recipe goes. */
async function integrate(task: Task, engine: Engine | null): Promise<Integration> {
  const { project, framework } = task
  if (!framework) {
    if (!engine) throw unknownFramework()
    return engine.integrate(task)
  }
  try {
    return framework.integrate(project)
  } catch (error) {
    if (!(error instanceof RecipeRefusal)) throw error
    project.tree.reset()
    if (!engine) throw refused(framework.title, framework.guide, error)
    return engine.integrate({ ...task, refusal: error.message })
  }
}

function planFor(
  { context, project }: Task,
  integration: Integration,
  platform: { url: string; apiKey: string; clientId: string },
  { replaceSettings }: InstallOptions,
): Promise<void> {
  // 32 characters: what the seal needs, and what the guide asks for.
  const cookiePassword = randomBytes(24).toString('base64url')
  return planSettings(
    context,
    project,
    integration,
    { ...platform, cookiePassword },
    replaceSettings,
  )
}

function planOf({ project, framework }: Task, integration: Integration): Plan {
  return {
    framework: framework?.title ?? 'this application',
    integration,
    changes: project.tree.changes(),
    packages: missingPackages(project, integration),
    run: project.packageManager.typed(integration.runScript),
  }
}

async function carryOut(
  task: Task,
  plan: Plan,
  { connection }: Platform,
  options: InstallOptions,
  engine: Engine | null,
): Promise<RegisteredChange[]> {
  const { context, project } = task
  const { environment, output } = context
  const installation = new Installation(project.tree.root, plan.framework, environment.now())
  try {
    installation.apply(plan.changes)
    if (plan.packages.length > 0) {
      await output.step(`Installing ${plan.packages.map(({ name }) => name).join(', ')}`, () =>
        addPackages(environment, project, installation, plan.packages),
      )
    }
    const registered = await configurePlatform(connection, registrationOf(plan.integration))
    installation.registered(connection.url, registered)
    if (!options.skipChecks) await check(task, plan, installation, engine)
    installation.complete()
    return registered
  } catch (error) {
    installation.takeBack()
    if (plan.packages.length > 0) await removePackages(environment, project).catch(() => {})
    throw error
  }
}

/** The project's own checks must pass; the engine may mend what it broke. */
async function check(
  task: Task,
  { integration, changes }: Plan,
  installation: Installation,
  engine: Engine | null,
): Promise<void> {
  // Nothing was changed, so nothing was broken.
  if (changes.length === 0) return
  for (let repairs = 0; ; repairs += 1) {
    const failed = await firstFailure(task.context, task.project, integration)
    if (!failed) return
    if (!engine || repairs === REPAIRS_AT_MOST) throw checkFailed(failed)
    task.project.tree.reset()
    await engine.repair(task, failed)
    installation.apply(task.project.tree.changes())
  }
}

function checkFailed({ command, output }: FailedCheck): CommandError {
  return new CommandError('check_failed', `\`${command}\` fails with the integration:\n${output}`, {
    recovery:
      'Everything was taken back. If it fails without the integration too, mend that first; ' +
      '--skip-checks leaves the checks out; --model lets a model repair.',
  })
}

function refused(title: string, guide: string, { message, path }: RecipeRefusal): CommandError {
  return new CommandError('recipe_refused', message, {
    recovery:
      `This ${title} project is not in a form that the recipe knows. Let a model do it with ` +
      `--model, or follow the guide: docs/guides/${guide}.md`,
    details: path === undefined ? undefined : { path },
  })
}
