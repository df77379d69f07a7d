import { CommandError } from '../command/command-error.ts'
import type { Context } from '../command/context.ts'
import { defaultUrl } from '../connection/settings.ts'
import { readJournal } from './changes/journal.ts'
import type { InstallOptions } from './install.ts'
import { missingPackages } from './packages/add-packages.ts'
import { findRunningPlatform, type Platform } from './platform/find-platform.ts'
import { readProject } from './project/project.ts'
import type { Change } from './project/tree.ts'
import { type Dependency, type Framework, type Integration, RecipeRefusal } from './recipe.ts'
import { checksOf } from './steps/checks.ts'
import { chooseFramework } from './steps/choose-framework.ts'
import { recipeRefused, unknownFramework } from './steps/refusals.ts'
import { type PlannedSettings, planSettings } from './steps/settings-file.ts'

/** What an installation would do. */
export interface Plan {
  framework: Framework
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
const SOME_CONNECTION = {
  url: defaultUrl,
  apiKey: 'sk_test_…',
  clientId: 'client_…',
  cookiePassword: '…',
}

/** What `install` would do here by its recipe. Starts nothing, writes nothing and asks nobody. */
export async function planInstallation(context: Context, options: InstallOptions): Promise<Plan> {
  const { cwd } = context.environment
  if (readJournal(cwd)?.isComplete === false) throw unfinished()
  const project = readProject(cwd)
  const framework = chooseFramework(project, options.framework)
  if (!framework) throw unknownFramework()
  try {
    const integration = framework.integrate(project)
    const platform = await findRunningPlatform(context, options)
    const settings = await planSettings(
      context,
      project,
      integration,
      platform ? connectionOf(platform) : SOME_CONNECTION,
      { replaceSettings: true },
    )
    return {
      framework,
      integration,
      platform,
      settings,
      changes: project.tree.changes(),
      packages: missingPackages(project, integration.dependencies),
      checks: checksOf(project, integration).map(({ typed }) => typed),
    }
  } catch (error) {
    throw error instanceof RecipeRefusal ? recipeRefused(framework, error) : error
  }
}

function connectionOf({ connection: { url, apiKey }, clientId }: Platform) {
  return { ...SOME_CONNECTION, url, apiKey, clientId }
}

function unfinished(): CommandError {
  return new CommandError('unfinished_installation', 'An installation here was cut short.', {
    recovery: 'Take it back with latchkey undo. latchkey init does that by itself.',
  })
}
