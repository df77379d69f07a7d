import type { Context } from '../command/context.ts'
import type { InstallOptions } from './install.ts'
import { missingPackages } from './packages/add-packages.ts'
import { readProject } from './project/project.ts'
import type { Change } from './project/tree.ts'
import { type Dependency, type Framework, type Integration, RecipeRefusal } from './recipe.ts'
import { chooseFramework } from './steps/choose-framework.ts'
import { recipeRefused, unknownFramework } from './steps/refusals.ts'
import { planSettings } from './steps/settings-file.ts'

/** What an installation would do. */
export interface Plan {
  framework: Framework
  integration: Integration
  changes: Change[]
  packages: Dependency[]
}

/** Stands for what only a running platform tells; environment files are never shown. */
const SOME_CONNECTION = {
  url: 'http://localhost:4000',
  apiKey: 'sk_test_…',
  clientId: 'client_…',
  cookiePassword: '…',
}

/** What `install` would do here by its recipe. Starts nothing, writes nothing and asks nobody. */
export async function planInstallation(context: Context, options: InstallOptions): Promise<Plan> {
  const project = readProject(context.environment.cwd)
  const framework = chooseFramework(project, options.framework)
  if (!framework) throw unknownFramework()
  try {
    const integration = framework.integrate(project)
    const replaced = { replaceSettings: true }
    await planSettings(context, project, integration, SOME_CONNECTION, replaced)
    const packages = missingPackages(project, integration.dependencies)
    return { framework, integration, changes: project.tree.changes(), packages }
  } catch (error) {
    throw error instanceof RecipeRefusal ? recipeRefused(framework, error) : error
  }
}
