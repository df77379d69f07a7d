import { type Project, portOfScript } from '../project/project.ts'
import { RecipeRefusal } from '../recipe.ts'
import type { Module } from '../syntax/module.ts'
import { propertyNamed, stringOf } from '../syntax/nodes.ts'
import { readModule } from './source-files.ts'

const configurations = ['ts', 'mts', 'js', 'mjs'].map((extension) => `vite.config.${extension}`)

/** Which settings of Vite move what an integration relies on. */
const moving = ['root', 'base', 'envDir', 'envPrefix']

/** Values that move nothing. */
const usual = ['/', '.', './']

/** Plugins that make the development server speak https. */
const encrypting = /@vitejs\/plugin-basic-ssl|vite-plugin-mkcert/

/** The configuration of Vite, or undefined when the project has none. */
export function viteConfiguration(project: Project): Module | undefined {
  const path = project.tree.firstOf(configurations)
  return path === undefined ? undefined : readModule(project, path)
}

/** The port of the development server: as the script says, as the configuration says, or Vite's own. */
export function vitePort(project: Project, configuration: Module | undefined): number {
  const server = configuration && propertyNamed(configuration.program, 'server')
  const port = server && propertyNamed(server.value, 'port')
  const { scripts = {} } = project.packageJson
  const said = portOfScript(scripts.dev ?? scripts.start)
  if (said !== undefined || !port) return said ?? 5173
  if (port.value.type === 'NumericLiteral') return port.value.value
  throw new RecipeRefusal(
    `${configuration?.path} computes the port of the development server, so its address is not known.`,
    configuration?.path,
  )
}

/**
 * Refuses what changes where pages are, how the development server is reached, or which settings
 * reach the browser; a framework adds settings of its own plugin.
 */
export function refuseMovedFiles(
  configuration: Module | undefined,
  more: readonly string[] = [],
): void {
  if (!configuration) return
  refuseEncryption(configuration)
  const moved = [...moving, ...more].find((name) => {
    const setting = propertyNamed(configuration.program, name)
    return setting && !usual.includes(stringOf(setting.value) ?? '')
  })
  if (moved === undefined) return
  throw new RecipeRefusal(
    `${configuration.path} sets \`${moved}\`, and with it addresses or settings are elsewhere.`,
    configuration.path,
  )
}

function refuseEncryption({ path, text, program }: Module): void {
  const server = propertyNamed(program, 'server')
  const isEncrypted = encrypting.test(text) || (server && propertyNamed(server.value, 'https'))
  if (!isEncrypted) return
  throw new RecipeRefusal(
    `${path} makes the development server speak https; the recipe would register addresses with http.`,
    path,
  )
}
