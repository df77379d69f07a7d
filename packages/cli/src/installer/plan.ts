import { CommandError } from '../command/command-error.ts'
import type { Context } from '../command/context.ts'
import { readJournal } from './changes/journal.ts'
import type { InstallOptions } from './install.ts'
import { type EngineFinder, integrate } from './integrate.ts'
import { missingPackages } from './packages/add-packages.ts'
import { findRunningPlatform, type Platform, urlOfNext } from './platform/find-platform.ts'
import { readProject } from './project/project.ts'
import type { Change } from './project/tree.ts'
import type { Dependency, Framework, Integration } from './recipe.ts'
import { checksOf } from './steps/checks.ts'
import { chooseFramework } from './steps/choose-framework.ts'
import { type PlannedSettings, planSettings } from './steps/settings-file.ts'
import { createDryWorkbench } from './workbench.ts'

/** What an installation would do. */
export interface Plan {
  framework: Framework | null
  integration: Integration
  /** Null when one would be started. */
  platform: Platform | null
  changes: Change[]
  settings: PlannedSettings
  packages: Dependency[]
  /** As a person types them. */
  checks: string[]
}

/** Stands for what only a running platform tells; environment files are never shown. */
const someConnection = {
  apiKey: 'sk_test_…',
  clientId: 'client_…',
  cookiePassword: '…',
}

/** What `install` would do here, by its recipe or by an engine. Starts nothing and writes nothing. */
export async function planInstallation(
  context: Context,
  options: InstallOptions,
  findEngine: EngineFinder,
): Promise<Plan> {
  const { cwd } = context.environment
  if (readJournal(cwd)?.isComplete === false) throw unfinished()
  const project = readProject(cwd)
  const framework = chooseFramework(project, options.framework)
  const workbench = createDryWorkbench(project)
  const task = { context, project, workbench, framework, refusal: null }
  const { integration } = await integrate(task, findEngine)
  const platform = await findRunningPlatform(context, options)
  const connection = platform
    ? connectionOf(platform)
    : { ...someConnection, url: await urlOfNext(context.environment) }
  const replaced = { replaceSettings: true }
  const settings = await planSettings(context, project, integration, connection, replaced)
  return {
    framework,
    integration,
    platform,
    settings,
    changes: project.tree.changes(),
    packages: missingPackages(project, integration.dependencies),
    checks: checksOf(project, integration).map(({ typed }) => typed),
  }
}

function connectionOf({ connection: { url, apiKey }, clientId }: Platform) {
  return { ...someConnection, url, apiKey, clientId }
}

function unfinished(): CommandError {
  return new CommandError('unfinished_installation', 'An installation here was cut short.', {
    recovery: 'Take it back with latchkey undo. latchkey init does that by itself.',
  })
}
