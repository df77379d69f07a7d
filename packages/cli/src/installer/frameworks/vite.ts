import { type Project, portOfScript } from '../project/project.ts'
import { RecipeRefusal } from '../recipe.ts'
import type { Module } from '../syntax/module.ts'
import { propertyNamed } from '../syntax/nodes.ts'
import { readModule } from './source-files.ts'

const CONFIGURATIONS = ['ts', 'mts', 'js', 'mjs'].map((extension) => `vite.config.${extension}`)

/** Which settings of Vite move what an integration relies on. */
const MOVING = ['base', 'envDir', 'envPrefix']

/** The configuration of Vite, or undefined when the project has none. */
export function viteConfiguration(project: Project): Module | undefined {
  const path = project.tree.firstOf(CONFIGURATIONS)
  return path === undefined ? undefined : readModule(project, path)
}

/** The port of the development server: as the script says, as the configuration says, or Vite's own. */
export function vitePort(project: Project, configuration: Module | undefined): number {
  const server = configuration && propertyNamed(configuration.program, 'server')
  const port = server && propertyNamed(server.value, 'port')
  const configured = port?.value.type === 'NumericLiteral' ? port.value.value : undefined
  return portOfScript(project.packageJson.scripts?.dev) ?? configured ?? 5173
}

/** Refuses what changes where pages are, or which settings reach the browser. */
export function refuseMovedFiles(configuration: Module | undefined): void {
  if (!configuration) return
  const moved = MOVING.find((name) => propertyNamed(configuration.program, name))
  if (moved === undefined) return
  throw new RecipeRefusal(
    `${configuration.path} sets \`${moved}\`, and with it addresses or settings are elsewhere.`,
    configuration.path,
  )
}
