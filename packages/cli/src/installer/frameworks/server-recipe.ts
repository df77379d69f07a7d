import type { Node } from '@babel/types'
import type { Project } from '../project/project.ts'
import type { Integration } from '../recipe.ts'
import type { Imported, Module } from '../syntax/module.ts'
import { loadEnvironment } from './environment-loading.ts'
import { serverIntegration } from './server-integration.ts'
import {
  answers,
  findServerModule,
  freePaths,
  presentPaths,
  type SignInPaths,
  serverPort,
} from './server-module.ts'

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
export interface ServerDialect {
  title: string
  /** What the server is imported from. */
  source: string
  /** Whether an expression makes the server, given what the file calls the import. */
  isCreation: (node: Node, local: string) => boolean
  /** Our adapter for it. */
  sdk: string
  /** Where it runs, when that is not Node.js. */
  runtime?: ServerRuntime
  /** Whether pages are served otherwise than by a route for `/`: static files, mounted routers. */
  servesPages: (module: Module, server: string) => boolean
  /** The routes of sign-in; with a home page when the application has none. */
  routes: (server: string, paths: SignInPaths, hasPages: boolean) => string[]
  protectedRoute: (server: string) => string
}

/** The recipe of Express, Fastify and Hono: routes behind the line that makes the server. */
export function integrateServer(project: Project, dialect: ServerDialect): Integration {
  const { module, declarator, name } = findServerModule(project, dialect)
  const { runtime } = dialect
  const port = runtime?.port ?? serverPort(project, module)
  const { environmentFile } = runtime ?? {}
  if (module.imports(dialect.sdk)) {
    const paths = presentPaths(module)
    return serverIntegration(project, { port, paths, notes: [], environmentFile })
  }
  const paths = freePaths(module, name)
  const hasPages = answers(module, name, '/') || dialect.servesPages(module, name)
  if (!runtime) loadEnvironment(project, module)
  if (runtime?.import) module.addImport(runtime.import)
  module.addImport({ source: dialect.sdk, names: ['authKit'] })
  const code = ['', ...dialect.routes(name, paths, hasPages)].join('\n')
  module.insertAfter(module.statementOf(declarator), code)
  project.tree.write(module.path, module.toString())
  return serverIntegration(project, {
    port,
    paths,
    notes: [`Protect a route with withAuth: ${dialect.protectedRoute(name)}`],
    environmentFile,
  })
}

/** The links of the home page that an application without one gets. */
export function homeLinks({ signInPath, signOutPath }: SignInPaths): string[] {
  return [
    `  const signIn = '<a href="${signInPath}">Sign in</a>';`,
    `  const account = '<a href="/account">Account</a> <a href="${signOutPath}">Sign out</a>';`,
  ]
}
