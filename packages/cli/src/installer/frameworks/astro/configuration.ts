import type { Node, ObjectExpression, ObjectProperty } from '@babel/types'
import type { Project } from '../../project/project.ts'
import { RecipeRefusal } from '../../recipe.ts'
import type { Module } from '../../syntax/module.ts'
import { calls, type Positioned, propertyNamed, stringOf } from '../../syntax/nodes.ts'
import { readModule, writeModule } from '../source-files.ts'

/** What `astro.config` says, as far as sign-in depends on it. */
interface Configuration {
  module: Module
  options: ObjectExpression
}

const fileNames = ['mjs', 'ts', 'mts', 'js'].map((ending) => `astro.config.${ending}`)

/** The configuration with its options. Throws where they cannot be read, or move what we rely on. */
export function readConfiguration(project: Project): Configuration {
  const path = project.tree.firstOf(fileNames)
  const module = path === undefined ? undefined : readModule(project, path)
  const options = module && exportedOptions(module)
  if (!module || !options) {
    throw new RecipeRefusal(
      'No astro.config has `export default defineConfig({ … })`.',
      path ?? 'astro.config.mjs',
    )
  }
  const moved = movedBy(options)
  if (moved === undefined) return { module, options }
  throw new RecipeRefusal(
    `${module.path} sets \`${moved}\`, and with it addresses or files are elsewhere.`,
    module.path,
  )
}

/** Which option puts pages where the recipe would not find them. */
function movedBy(options: ObjectExpression): string | undefined {
  const isSet = (name: string, harmless: string) => {
    const option = optionNamed(options, name)
    return option && stringOf(option.value) !== harmless
  }
  if (isSet('base', '/')) return 'base'
  if (isSet('srcDir', './src')) return 'srcDir'
  if (stringOf(optionNamed(options, 'trailingSlash')?.value) === 'always') return 'trailingSlash'
  const languages = optionNamed(options, 'i18n')
  const prefix = languages && propertyNamed(languages.value, 'prefixDefaultLocale')?.value
  return prefix?.type === 'BooleanLiteral' && prefix.value ? 'prefixDefaultLocale' : undefined
}

/** The port of the development server, where the configuration says it. Throws where it is computed. */
export function configuredPort({ module, options }: Configuration): number | undefined {
  const server = optionNamed(options, 'server')?.value
  const port = server?.type === 'ObjectExpression' ? optionNamed(server, 'port')?.value : undefined
  if (port?.type === 'NumericLiteral') return port.value
  if (server === undefined || (server.type === 'ObjectExpression' && !port)) return undefined
  throw new RecipeRefusal(
    `${module.path} computes the port of the development server, so its address is not known.`,
    module.path,
  )
}

/** Adds the adapter that renders pages on request, and answers whether it is ours: one that is there stays. */
export function addAdapter(project: Project, { module, options }: Configuration): boolean {
  if (optionNamed(options, 'adapter')) return module.imports('@astrojs/node')
  const name = module.imports('@astrojs/node') ? module.nameOf('@astrojs/node') : 'node'
  const adapter = `adapter: ${name}({ mode: ${module.style.quote}standalone${module.style.quote} })`
  const [first] = options.properties
  const { start } = options as Positioned
  if (first) {
    const isBroken = module.textOf(options).includes('\n')
    const gap = isBroken ? `\n${module.indentOf(first)}` : ' '
    module.insertText((first as Positioned).start, `${adapter},${gap}`)
  } else {
    const indent = module.indentOf(options)
    module.insertText(start + 1, `\n${indent}${module.style.indent}${adapter},\n${indent}`)
  }
  module.addImport({ source: '@astrojs/node', defaultName: name })
  writeModule(project, module)
  return true
}

/** `export default defineConfig({ … })` or `export default { … }`. */
function exportedOptions(module: Module): ObjectExpression | undefined {
  const exported = module.program.body.find(({ type }) => type === 'ExportDefaultDeclaration')
  if (exported?.type !== 'ExportDefaultDeclaration') return undefined
  const value: Node = exported.declaration
  const options =
    value.type === 'CallExpression' && calls(value, 'defineConfig') ? value.arguments[0] : value
  return options?.type === 'ObjectExpression' ? options : undefined
}

function optionNamed(options: ObjectExpression, name: string): ObjectProperty | undefined {
  return options.properties.find(
    (property): property is ObjectProperty =>
      property.type === 'ObjectProperty' &&
      property.key.type === 'Identifier' &&
      property.key.name === name,
  )
}
