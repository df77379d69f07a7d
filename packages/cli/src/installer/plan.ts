import type { Context } from '../command/context.ts'
import type { InstallOptions } from './install.ts'
import { type EngineFinder, integrate } from './integrate.ts'
import { missingPackages } from './packages/add-packages.ts'
import { readProject } from './project/project.ts'
import type { Change } from './project/tree.ts'
import type { Dependency, Framework, Integration } from './recipe.ts'
import { chooseFramework } from './steps/choose-framework.ts'
import { planSettings } from './steps/settings-file.ts'
import { createDryWorkbench } from './workbench.ts'

/** What an installation would do. */
export interface Plan {
  framework: Framework | null
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

/** What `install` would do here, by its recipe or by an engine. Starts nothing and writes nothing. */
export async function planInstallation(
  context: Context,
  options: InstallOptions,
  findEngine: EngineFinder,
): Promise<Plan> {
  const project = readProject(context.environment.cwd)
  const framework = chooseFramework(project, options.framework)
  const workbench = createDryWorkbench(project)
  const task = { context, project, workbench, framework, refusal: null }
  const { integration } = await integrate(task, findEngine)
  const replaced = { replaceSettings: true }
  await planSettings(context, project, integration, SOME_CONNECTION, replaced)
  const packages = missingPackages(project, integration.dependencies)
  return { framework, integration, changes: project.tree.changes(), packages }
}
