import type { CallExpression } from '@babel/types'
import { type Project, portOfScript } from '../project/project.ts'
import { type Integration, RecipeRefusal } from '../recipe.ts'
import type { Module } from '../syntax/module.ts'
import { stringOf, walk } from '../syntax/nodes.ts'
import { keepWatcherOut } from './fastify-watcher.ts'
import { serverIntegration } from './server-integration.ts'
import type { SignInPaths } from './server-paths.ts'
import { readModule, writeNew } from './source-files.ts'

const sdk = '@latchkey/node/fastify'
const signInPaths: SignInPaths = {
  signInPath: '/login',
  callbackPath: '/callback',
  signOutPath: '/logout',
}

/** The file that loads every plugin of a folder, as fastify-cli makes it. */
interface Autoload {
  module: Module
  /** `plugins`, or `src/plugins`. */
  folder: string
}

/** Finds where @fastify/autoload is given the folder `plugins`. */
export function findAutoload(project: Project): Autoload | undefined {
  for (const path of project.tree.list()) {
    if (!/(?:^|\/)app\.[cm]?[jt]s$/.test(path)) continue
    if (!project.tree.read(path)?.includes('@fastify/autoload')) continue
    const module = readModule(project, path)
    if (!module.find((node) => node.type === 'CallExpression' && loadsPlugins(node))) continue
    return { module, folder: `${path.slice(0, path.lastIndexOf('/') + 1)}plugins` }
  }
  return undefined
}

/** `fastify.register(AutoLoad, { dir: join(__dirname, 'plugins') })`. */
function loadsPlugins({ callee, arguments: given }: CallExpression): boolean {
  const [, options] = given
  if (callee.type !== 'MemberExpression' || options?.type !== 'ObjectExpression') return false
  return walk(options, (node) => stringOf(node) === 'plugins') !== undefined
}

/** The recipe of an application of fastify-cli: one more plugin, which is loaded by being there. */
export function integrateAutoloaded(project: Project, { module, folder }: Autoload): Integration {
  const { tree } = project
  const extension = /\.[cm]?[jt]s$/.exec(module.path)?.[0] ?? '.js'
  const path = `${folder}/authkit${extension}`
  if (!tree.read(path)?.includes(sdk)) {
    refuseTaken(project, path)
    writeNew(project, path, isCommonJs(project, module) ? commonJs : esModule, module.style)
  }
  keepWatcherOut(project)
  const { scripts = {} } = project.packageJson
  const integration = serverIntegration(project, {
    port: portOfScript(scripts['dev:start'] ?? scripts.dev ?? scripts.start) ?? 3000,
    paths: signInPaths,
    notes: [
      `Protect a route with withAuth of ${path}: fastify.get('/settings', { preHandler: withAuth }, handler)`,
    ],
  })
  return {
    ...integration,
    dependencies: [...integration.dependencies, { name: 'fastify-plugin' }],
    checks: ['typecheck', 'build', 'build:ts'].filter((script) => script in scripts),
  }
}

function isCommonJs({ packageJson, usesTypeScript }: Project, module: Module): boolean {
  return module.isCommonJs || (packageJson.type !== 'module' && !usesTypeScript)
}

/** A second route of the same address would keep the application from starting. */
function refuseTaken({ tree }: Project, path: string): void {
  const taken = Object.values(signInPaths).concat('/account')
  const answers = new RegExp(`\\.(?:get|all|route)\\([^)]*['"\`](?:${taken.join('|')})['"\`]`)
  const found = tree
    .list()
    .find(
      (file) =>
        file === path ||
        (/\.[cm]?[jt]s$/.test(file) &&
          (answers.test(tree.read(file) ?? '') ||
            taken.some((name) => new RegExp(`routes${name}(?:/|\\.)`).test(file)))),
    )
  if (found === undefined) return
  throw new RecipeRefusal(
    `${found} is already what the recipe would add: a plugin authkit, or an address among ${taken.join(', ')}.`,
    found,
  )
}

const routes = [
  '  fastify.register(plugin);',
  `  fastify.get('${signInPaths.signInPath}', login);`,
  `  fastify.get('${signInPaths.callbackPath}', callback);`,
  `  fastify.get('${signInPaths.signOutPath}', logout);`,
  "  fastify.get('/account', { preHandler: withAuth }, async (request) => request.auth?.user);",
]

const esModule = [
  "import fp from 'fastify-plugin';",
  `import { authKit } from '${sdk}';`,
  '',
  'const { plugin, login, callback, logout, withAuth, optionalAuth } = authKit();',
  '',
  '// For routes: `preHandler: withAuth` lets only signed-in people pass, as `request.auth`.',
  'export { optionalAuth, withAuth };',
  '',
  'export default fp(async (fastify) => {',
  ...routes,
  '});',
]

const commonJs = [
  "'use strict';",
  '',
  "const fp = require('fastify-plugin');",
  `const { authKit } = require('${sdk}');`,
  '',
  'const { plugin, login, callback, logout, withAuth, optionalAuth } = authKit();',
  '',
  'module.exports = fp(async (fastify) => {',
  ...routes,
  '});',
  '',
  '// For routes: `preHandler: withAuth` lets only signed-in people pass, as `request.auth`.',
  'Object.assign(module.exports, { optionalAuth, withAuth });',
]
