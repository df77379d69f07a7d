import type { ArrayExpression, CallExpression, Expression, Node } from '@babel/types'
import type { Project } from '../../project/project.ts'
import { RecipeRefusal } from '../../recipe.ts'
import { appendToArray, arrayIn } from '../../syntax/array.ts'
import type { Module } from '../../syntax/module.ts'
import { calls, stringOf } from '../../syntax/nodes.ts'
import { readModule, writeModule } from '../source-files.ts'

const routesSource = '@react-router/dev/routes'

/** A route that is to be: `login`, in a file that ends in `ts`. */
interface NewRoute {
  route: string
  extension: string | undefined
}

/** Adds routes to the project's list, or names files so that they become routes; answers the files. */
export function declareRoutes(project: Project, folder: string, added: NewRoute[]): string[] {
  const module = readModule(project, routesFile(project, folder))
  refuseMovedRoutes(module)
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
  module.addImport({ source: routesSource, names: ['route'] })
  writeModule(project, module)
  return files.map((file) => `${folder}/${file}`)
}

/**
 * The routes that the application may have, without the slash that they may begin with: what its
 * list names, inside of others or not, and what its files are called.
 */
export function takenRoutes(project: Project, folder: string): Set<string> {
  const listed = readModule(project, routesFile(project, folder))
    .findAll((node): node is CallExpression => calls(node, 'route') || calls(node, 'prefix'))
    .map((entry) => stringOf(entry.arguments[0])?.replace(/^\/|\/$/g, '') ?? '')
  const files = project.tree.list(`${folder}/routes`).map((path) => routeOfFile(path, folder))
  // What is inside of `auth` may be called anything.
  const below = listed.includes('auth') ? ['auth/login'] : []
  return new Set([...listed, ...files, ...below])
}

/** `_layout.auth.login.tsx`, `auth.login/route.tsx` and `auth_.login.tsx` are all `auth/login`. */
function routeOfFile(path: string, folder: string): string {
  return path
    .slice(`${folder}/routes/`.length)
    .replace(/(?:\/(?:route|index))?\.\w+$/, '')
    .split(/[./]/)
    .filter((segment) => !segment.startsWith('_') && !/^\(.*\)$/.test(segment))
    .map((segment) => segment.replace(/[_+]$/, ''))
    .join('/')
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

/** `flatRoutes({ rootDirectory })`: files of routes are in another folder, or called otherwise. */
function refuseMovedRoutes(module: Module): void {
  const call = module.find((node) => calls(node, 'flatRoutes'))
  if (call?.type !== 'CallExpression' || call.arguments.length === 0) return
  throw new RecipeRefusal(
    `${module.path} gives \`flatRoutes\` options, and with them files of routes may be elsewhere.`,
    module.path,
  )
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
