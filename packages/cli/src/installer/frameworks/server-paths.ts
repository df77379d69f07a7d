import type { CallExpression } from '@babel/types'
import type { Project } from '../project/project.ts'
import type { Module } from '../syntax/module.ts'
import { boundNames, calls, dottedName, stringOf } from '../syntax/nodes.ts'
import { firstFree } from './free-paths.ts'
import { sourcesOf } from './source-files.ts'

/** Where sign-in lives in an application. */
export interface SignInPaths {
  signInPath: string
  callbackPath: string
  signOutPath: string
}

/** With the page that shows who is signed in. */
export interface ServerPaths extends SignInPaths {
  accountPath: string
}

const plain: ServerPaths = {
  signInPath: '/login',
  callbackPath: '/callback',
  signOutPath: '/logout',
  accountPath: '/account',
}

const below: ServerPaths = {
  signInPath: '/auth/login',
  callbackPath: '/auth/callback',
  signOutPath: '/auth/logout',
  accountPath: '/auth/account',
}

/**
 * The paths of the guide, or below `/auth` when the application names one of them anywhere: a route
 * of ours stands before its own, and would be asked instead.
 */
export function freePaths(project: Project): ServerPaths {
  const texts = sourcesOf(project).map((path) => project.tree.read(path) ?? '')
  const isNamed = (path: string) =>
    texts.some((text) =>
      [`'${path}'`, `"${path}"`, `\`${path}\``].some((word) => text.includes(word)),
    )
  const taken = [plain, below].flatMap((paths) => Object.values(paths)).filter(isNamed)
  // A router of its own there may answer at any address below.
  return firstFree(new Set(isNamed('/auth') ? [...taken, below.signInPath] : taken), [plain, below])
}

/** The paths of an integration that is there: `app.get(<path>, login)`. */
export function presentPaths(module: Module): SignInPaths {
  const pathOf = (handler: string) => {
    const name = nameOfHandler(module, handler)
    const route = module.find(
      (node) =>
        node.type === 'CallExpression' &&
        node.arguments.some((given) => given.type === 'Identifier' && given.name === name),
    )
    return route?.type === 'CallExpression' ? stringOf(route.arguments[0]) : undefined
  }
  return pathsBy(pathOf)
}

/** The paths of an integration that is a table of them: `{ '/login': login }`. */
export function presentPathsInTable(module: Module, table: string): SignInPaths {
  const found = module.find(
    (node) =>
      node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.id.name === table,
  )
  const object = found?.type === 'VariableDeclarator' ? found.init : undefined
  const properties = object?.type === 'ObjectExpression' ? object.properties : []
  const pathOf = (handler: string) => {
    const name = nameOfHandler(module, handler)
    const entry = properties.find(
      (property) => property.type === 'ObjectProperty' && module.textOf(property.value) === name,
    )
    return entry?.type === 'ObjectProperty' ? stringOf(entry.key) : undefined
  }
  return pathsBy(pathOf)
}

function pathsBy(pathOf: (handler: string) => string | undefined): SignInPaths {
  return {
    signInPath: pathOf('login') ?? plain.signInPath,
    callbackPath: pathOf('callback') ?? plain.callbackPath,
    signOutPath: pathOf('logout') ?? plain.signOutPath,
  }
}

/** `mine` of `const { login: mine } = authKit()`. */
function nameOfHandler(module: Module, handler: string): string {
  const found = module.find(
    (node) =>
      node.type === 'VariableDeclarator' &&
      node.id.type === 'ObjectPattern' &&
      node.init?.type === 'CallExpression' &&
      calls(node.init, 'authKit'),
  )
  const pattern = found?.type === 'VariableDeclarator' ? found.id : undefined
  const properties = pattern?.type === 'ObjectPattern' ? pattern.properties : []
  const names = properties.flatMap((property) =>
    property.type === 'ObjectProperty' &&
    property.key.type === 'Identifier' &&
    property.key.name === handler
      ? boundNames(property.value)
      : [],
  )
  return names[0] ?? handler
}

/** A route of the home page, of whatever server or router; or one for all pages. */
const home =
  /\.(?:get|all|any|use|route|on|mount)\(\s*\[?\s*['"`](?:\/?\*|\/)['"`]|\burl:\s*['"`]\/['"`]/

/** Functions that are given a server to serve it, and not to put routes into it. */
const serving = /(?:^|\.)(?:createServer|Server|serve|handle|fetch)$/

/** Whether the home page may be there: here, in another file, or in what the server is handed to. */
export function hasHomePage(project: Project, module: Module, server: string): boolean {
  const isHandedOn = ({ callee, arguments: given }: CallExpression) =>
    given.some((argument) => argument.type === 'Identifier' && argument.name === server) &&
    !serving.test(dottedName(callee) ?? '')
  return (
    module.find((node) => node.type === 'CallExpression' && isHandedOn(node)) !== undefined ||
    sourcesOf(project).some((path) => home.test(project.tree.read(path) ?? ''))
  )
}
