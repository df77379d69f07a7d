import type { ArrayExpression, CallExpression, Expression, Node } from '@babel/types'
import type { Project } from '../../project/project.ts'
import { RecipeRefusal } from '../../recipe.ts'
import { appendToArray, arrayIn } from '../../syntax/array.ts'
import type { Module } from '../../syntax/module.ts'
import { calls, stringOf } from '../../syntax/nodes.ts'
import { readModule, writeModule } from '../source-files.ts'

const SOURCE = '@react-router/dev/routes'

/** A route that is to be: `login`, in a file that ends in `ts`. */
export interface NewRoute {
  route: string
  extension: string | undefined
}

/** Adds routes to the project's list, or names files so that they become routes; answers the files. */
export function declareRoutes(project: Project, folder: string, added: NewRoute[]): string[] {
  const module = readModule(project, routesFile(project, folder))
  const files = added.map(({ route, extension }) => `routes/${fileOf(route, '-')}.${extension}`)
  if (findsRoutesByFile(module)) {
    // `auth.login.tsx` is the route /auth/login.
    return added.map(
      ({ route, extension }) => `${folder}/routes/${fileOf(route, '.')}.${extension}`,
    )
  }
  const list = listIn(module)
  if (!list) {
    throw new RecipeRefusal(
      `${module.path} exports no list of routes that a route could be added to.`,
      module.path,
    )
  }
  appendToArray(
    module,
    list,
    added.map(({ route }, index) => `route('${route}', '${files[index]}')`),
  )
  module.addImport({ source: SOURCE, names: ['route'] })
  writeModule(project, module)
  return files.map((file) => `${folder}/${file}`)
}

/** The paths that the project's list names, without the slash that they may begin with. */
export function declaredRoutes(project: Project, folder: string): string[] {
  return readModule(project, routesFile(project, folder))
    .findAll((node): node is CallExpression => calls(node, 'route'))
    .map((entry) => stringOf(entry.arguments[0])?.replace(/^\//, '') ?? '')
}

/** The path of a file that is a route, without the slash that it begins with. */
export function routeTo(project: Project, folder: string, file: string): string | undefined {
  const module = readModule(project, routesFile(project, folder))
  const name = file.slice(folder.length + 1)
  if (findsRoutesByFile(module)) {
    return name
      .replace(/^routes\//, '')
      .replace(/\.\w+$/, '')
      .replaceAll('.', '/')
  }
  const entry = module.find(
    (node) => calls(node, 'route') && fileArgument(node)?.replace(/^\.\//, '') === name,
  )
  return entry?.type === 'CallExpression' ? stringOf(entry.arguments[0]) : undefined
}

function fileArgument(node: Node): string | undefined {
  return node.type === 'CallExpression' ? stringOf(node.arguments[1]) : undefined
}

function routesFile({ tree }: Project, folder: string): string {
  const path = tree.firstOf([`${folder}/routes.ts`, `${folder}/routes.js`])
  if (path !== undefined) return path
  throw new RecipeRefusal(`There is no routes.ts in ${folder}/.`, `${folder}/routes.ts`)
}

const fileOf = (route: string, separator: string) => route.replaceAll('/', separator)

const findsRoutesByFile = (module: Module) => module.imports('@react-router/fs-routes')

/** `export default […]`, or the list that an exported name stands for. */
function listIn(module: Module): ArrayExpression | undefined {
  const exported = module.program.body.find(({ type }) => type === 'ExportDefaultDeclaration')
  if (exported?.type !== 'ExportDefaultDeclaration') return undefined
  const { declaration } = exported
  const array = arrayIn(declaration)
  if (array || declaration.type !== 'Identifier') return array
  const declared = module.find(
    (node) =>
      node.type === 'VariableDeclarator' &&
      node.id.type === 'Identifier' &&
      node.id.name === declaration.name,
  )
  return declared?.type === 'VariableDeclarator' ? arrayIn(declared.init as Expression) : undefined
}
