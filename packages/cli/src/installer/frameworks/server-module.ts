import type { Expression, Node, VariableDeclarator } from '@babel/types'
import { readSettings } from '../project/environment-file.ts'
import { type Project, portOfScript } from '../project/project.ts'
import { RecipeRefusal } from '../recipe.ts'
import { Module } from '../syntax/module.ts'
import { calls, stringOf, walk } from '../syntax/nodes.ts'

/** The file where a server is made, and the name that the server has there. */
export interface ServerModule {
  module: Module
  /** `const app = express()`. */
  declarator: VariableDeclarator
  /** `app`. */
  name: string
}

const SOURCE = /^(?!.*(?:\.d\.ts|\.test\.|\.spec\.|\.config\.)).*\.[cm]?[jt]sx?$/

/**
 * Finds the one file where `const app = <create>()` makes the server. Throws a
 * {@link RecipeRefusal} when there is none, or more than one and no sign of which is meant.
 */
export function findServerModule(
  project: Project,
  framework: { title: string; source: string; isCreation: (node: Node, local: string) => boolean },
): ServerModule {
  const found = candidates(project).flatMap((path) => {
    const text = project.tree.read(path)
    if (!text?.includes(framework.source)) return []
    const module = Module.parse(path, text)
    return declarationsOf(module, (node) => {
      const local = localCreators(module, framework.source)
      return local.some((name) => framework.isCreation(node, name))
    })
  })
  const [first, second] = found
  if (!first) {
    throw new RecipeRefusal(
      `No file makes the ${framework.title} server in the form \`const app = …()\`.`,
    )
  }
  const entry = entryOf(project)
  const chosen = found.find(({ module }) => module.path === entry)
  if (second && !chosen) {
    throw new RecipeRefusal(
      `Several files make a ${framework.title} server: ${found.map(({ module }) => module.path).join(', ')}.`,
    )
  }
  return chosen ?? first
}

/**
 * The port that the application listens on: what the script that starts it says, what `.env` says to
 * a server that asks the environment, the first that its file or the entry names, else 3000.
 */
export function serverPort(project: Project, server: Module): number {
  const { scripts = {} } = project.packageJson
  const said = portOfScript(scripts.dev ?? scripts.start)
  if (said !== undefined) return said
  const entry = entryOf(project)
  const text = entry && entry !== server.path ? project.tree.read(entry) : null
  const modules = entry && text ? [server, Module.parse(entry, text)] : [server]
  const set = readSettings(project.tree.read('.env') ?? '').get('PORT')
  if (set && modules.some((module) => module.text.includes('env.PORT'))) return Number(set)
  return modules.flatMap((module) => portIn(module) ?? [])[0] ?? 3000
}

function portIn(module: Module): number | undefined {
  const declared = module.find(
    (node) =>
      node.type === 'VariableDeclarator' &&
      node.id.type === 'Identifier' &&
      /^port$/i.test(node.id.name),
  )
  const listening = module.find(
    (node) =>
      node.type === 'CallExpression' && /\b(?:listen|serve)$/.test(module.textOf(node.callee)),
  )
  const given = listening?.type === 'CallExpression' ? listening.arguments : []
  return (declared && numberIn(declared)) ?? given.flatMap((node) => numberIn(node) ?? [])[0]
}

/** Whether the module already answers GET at a path: `app.get('/login', …)`. */
export function answers(module: Module, server: string, path: string): boolean {
  return (
    module.find(
      (node) =>
        node.type === 'CallExpression' &&
        ['get', 'all', 'use', 'route'].some((method) => calls(node, `${server}.${method}`)) &&
        stringOf(node.arguments[0]) === path,
    ) !== undefined
  )
}

/** Where sign-in lives in an application. */
export interface SignInPaths {
  signInPath: string
  callbackPath: string
  signOutPath: string
}

/** The paths of the guide, or below `/auth` when one of them is taken. */
export function freePaths(module: Module, server: string): SignInPaths {
  const plain = { signInPath: '/login', callbackPath: '/callback', signOutPath: '/logout' }
  return Object.values(plain).some((path) => answers(module, server, path))
    ? { signInPath: '/auth/login', callbackPath: '/auth/callback', signOutPath: '/auth/logout' }
    : plain
}

/** The paths of an integration that is there: `app.get(<path>, login)`. */
export function presentPaths(module: Module): SignInPaths {
  const pathOf = (handler: string) => {
    const route = module.find(
      (node) =>
        node.type === 'CallExpression' &&
        node.arguments.some(
          ({ type, ...rest }) => type === 'Identifier' && 'name' in rest && rest.name === handler,
        ),
    )
    return route?.type === 'CallExpression' ? stringOf(route.arguments[0]) : undefined
  }
  return {
    signInPath: pathOf('login') ?? '/login',
    callbackPath: pathOf('callback') ?? '/callback',
    signOutPath: pathOf('logout') ?? '/logout',
  }
}

/** Source files that the server may be in, the declared entry first, then the shallowest. */
function candidates(project: Project): string[] {
  const entry = entryOf(project)
  const depth = (path: string) => (path === entry ? -1 : path.split('/').length)
  return project.tree
    .list()
    .filter((path) => SOURCE.test(path))
    .sort((one, other) => depth(one) - depth(other))
    .slice(0, 400)
}

/** The file that `npm start` or `npm run dev` runs, else `main`. */
export function entryOf(project: Project): string | undefined {
  const { scripts = {}, main } = project.packageJson
  return [scripts.dev, scripts.start, main]
    .flatMap((text) => text?.split(/\s+/) ?? [])
    .map((word) => word.replace(/^\.\//, ''))
    .find((word) => /^[\w][\w./-]*$/.test(word) && project.tree.exists(word))
}

function declarationsOf(module: Module, isCreation: (node: Node) => boolean): ServerModule[] {
  return module
    .findAll((node): node is VariableDeclarator => node.type === 'VariableDeclarator')
    .flatMap((declarator) => {
      const { id, init } = declarator
      if (id.type !== 'Identifier' || !init || !isCreation(unwrapped(init))) return []
      return [{ module, declarator, name: id.name }]
    })
}

/** `await x`, `x as T` and `x!` are still x. */
function unwrapped(expression: Expression): Node {
  switch (expression.type) {
    case 'AwaitExpression':
      return unwrapped(expression.argument)
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return unwrapped(expression.expression)
    default:
      return expression
  }
}

/** Every name that a file gives to what it imports from a source. */
function localCreators(module: Module, source: string): string[] {
  const found = module.importOf(source)
  if (!found) return []
  if (found.type === 'ImportDeclaration') return found.specifiers.map(({ local }) => local.name)
  const names: string[] = []
  walk(found.id, (node) => {
    if (node.type === 'Identifier') names.push(node.name)
    return false
  })
  return names
}

function numberIn(node: Node): number | undefined {
  const found = walk(
    node,
    (inner) =>
      (inner.type === 'NumericLiteral' && inner.value >= 80) ||
      (inner.type === 'StringLiteral' && /^\d{2,5}$/.test(inner.value)),
  )
  return found && 'value' in found ? Number(found.value) : undefined
}
