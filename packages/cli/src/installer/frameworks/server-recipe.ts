import type { Node } from '@babel/types'
import type { Project } from '../project/project.ts'
import type { Integration } from '../recipe.ts'
import type { Imported } from '../syntax/imports.ts'
import type { Module } from '../syntax/module.ts'
import { environmentFileOf, loadEnvironment } from './environment-loading.ts'
import { type HandlerNames, nameHandlers } from './handler-names.ts'
import { serverIntegration } from './server-integration.ts'
import { getServerModule } from './server-module.ts'
import { freePaths, hasHomePage, presentPaths, type ServerPaths } from './server-paths.ts'
import { serverPort } from './server-port.ts'
import { readModule, sourcesOf, writeModule } from './source-files.ts'

/** How a runtime has settings, and serves, in its own way. */
export interface ServerRuntime {
  /** Of the development server. */
  port: number
  /** What `authKit` is called with, and what that needs. */
  options: string
  import?: Imported
  /** Where it reads settings in development, when that is not `.env`. */
  environmentFile?: string
}

/** How one of the frameworks that make a server and give it routes says the same things. */
interface ServerDialect {
  title: string
  /** What the server is imported from. */
  source: string
  /** The names that it is exported under; `default` also stands for the whole. */
  creators: readonly string[]
  /** Whether an expression makes the server, given what the file calls the import. */
  isCreation: (node: Node, local: string) => boolean
  /** Our adapter for it. */
  sdk: string
  /** Where it runs, when that is not Node.js. */
  runtime?: ServerRuntime
  /** Whether pages are served otherwise than by a route for `/`: static files, mounted routers. */
  servesPages: (module: Module, server: string) => boolean
  /** The routes of sign-in; with a home page when the application has none. */
  routes: (server: string, paths: ServerPaths, names: HandlerNames, hasPages: boolean) => string[]
  protectedRoute: (server: string, names: HandlerNames) => string
}

/** The recipe of Express, Fastify and Hono: routes behind the line that makes the server, wherever it is. */
export function integrateServer(project: Project, dialect: ServerDialect): Integration {
  const { module, declarator, name } = getServerModule(project, dialect)
  const { runtime } = dialect
  const port = runtime?.port ?? serverPort(project, module)
  const environmentFile = runtime ? runtime.environmentFile : environmentFileOf(project)
  const file = module.path
  const present = presentIn(project, dialect.sdk)
  if (present) {
    const paths = presentPaths(present)
    return serverIntegration(project, { port, paths, notes: [], file, environmentFile })
  }
  const paths = freePaths(project)
  const names = nameHandlers(module)
  const hasPages = hasHomePage(project, module, name) || dialect.servesPages(module, name)
  const creation = module.innerStatementOf(declarator)
  if (!runtime) loadEnvironment(project, module, creation)
  if (runtime?.import) module.addImport(runtime.import)
  module.addImport({ source: dialect.sdk, names: ['authKit'] })
  const code = ['', ...dialect.routes(name, paths, names, hasPages)].join('\n')
  module.insertAfter(creation, code)
  writeModule(project, module)
  return serverIntegration(project, {
    port,
    paths,
    notes: [`Protect a route with withAuth: ${dialect.protectedRoute(name, names)}`],
    file,
    environmentFile,
  })
}

/** The file that has AuthKit already, which need not be the one that makes the server. */
function presentIn(project: Project, sdk: string): Module | undefined {
  const path = sourcesOf(project).find((file) => {
    const text = project.tree.read(file) ?? ''
    return text.includes(sdk) && /\bauthKit\(/.test(text)
  })
  return path === undefined ? undefined : readModule(project, path)
}

/** The links of the home page that an application without one gets. */
export function homeLinks({ signInPath, signOutPath, accountPath }: ServerPaths): string[] {
  return [
    `  const signIn = '<a href="${signInPath}">Sign in</a>';`,
    `  const account = '<a href="${accountPath}">Account</a> <a href="${signOutPath}">Sign out</a>';`,
  ]
}
