import type { ArrowFunctionExpression, CallExpression, FunctionExpression } from '@babel/types'
import type { Project } from '../project/project.ts'
import { type Framework, type Integration, RecipeRefusal } from '../recipe.ts'
import type { Module } from '../syntax/module.ts'
import { calls, type Positioned } from '../syntax/nodes.ts'
import { entryOf } from './entry.ts'
import { environmentFileOf, loadEnvironment } from './environment-loading.ts'
import { declareHandlers, type HandlerNames, nameHandlers } from './handler-names.ts'
import { serverIntegration } from './server-integration.ts'
import { freePaths, presentPathsInTable, type ServerPaths } from './server-paths.ts'
import { serverPort } from './server-port.ts'
import { readModule, writeModule } from './source-files.ts'

// Our adapter for Express takes what node:http gives: Express adds nothing that it needs.
const sdk = '@latchkey/node/express'

const table = 'signInRoutes'
const creators = ['createServer', 'http.createServer', 'https.createServer']

type Listener = ArrowFunctionExpression | FunctionExpression

export const node: Framework = {
  id: 'node',
  title: 'Node.js',
  guide: 'node',
  detect: (project) => findListener(project) !== undefined,

  integrate(project): Integration {
    const { module, listener, parameters } = listenerOf(project)
    const shared = {
      file: module.path,
      port: serverPort(project, module),
      environmentFile: environmentFileOf(project),
    }
    if (module.imports(sdk)) {
      const paths = presentPathsInTable(module, table)
      return serverIntegration(project, { ...shared, paths, notes: [] })
    }
    const paths = freePaths(project)
    refuseTaken(module)
    const names = nameHandlers(module)
    const statement = module.statementOf(listener)
    loadEnvironment(project, module, statement)
    module.addImport({ source: sdk, names: ['authKit'] })
    module.insertBefore(statement, declarations(paths, names, module))
    insertDispatch(module, listener, parameters)
    writeModule(project, module)
    const [request, response] = parameters
    const notes = [
      `Call ${names.withAuth}(${request}, ${response}, next) before what only signed-in people may see; ` +
        `${request}.auth is who they are.`,
    ]
    return serverIntegration(project, { ...shared, paths, notes })
  },
}

function declarations(paths: ServerPaths, names: HandlerNames, { path }: Module): string {
  const type = /\.[cm]?ts$/.test(path) ? `: Record<string, typeof ${names.login} | undefined>` : ''
  return [
    declareHandlers(names, ['login', 'callback', 'logout', 'withAuth']),
    `const ${table}${type} = {`,
    `  '${paths.signInPath}': ${names.login},`,
    `  '${paths.callbackPath}': ${names.callback},`,
    `  '${paths.signOutPath}': ${names.logout},`,
    `  '${paths.accountPath}': (req, res) =>`,
    `    ${names.withAuth}(req, res, () => res.end(JSON.stringify(req.auth?.user))),`,
    '};',
    '',
  ].join('\n')
}

function insertDispatch(module: Module, { body }: Listener, parameters: [string, string]): void {
  const [first] = body.type === 'BlockStatement' ? body.body : []
  const code = dispatch(...parameters)
  if (first) module.insertBefore(first, code)
  else module.insertText((body as Positioned).end - 1, `\n${code}\n`)
}

function dispatch(request: string, response: string): string {
  return [
    `const signInRoute = ${table}[${request}.url?.split('?')[0] ?? '/'];`,
    'if (signInRoute) {',
    `  signInRoute(${request}, ${response}, () => ${response}.writeHead(500).end());`,
    '  return;',
    '}',
  ].join('\n')
}

function refuseTaken(module: Module): void {
  const taken = [table, 'signInRoute'].find((name) => module.mentions(name))
  if (taken === undefined) return
  throw new RecipeRefusal(
    `${module.path} has a \`${taken}\` of its own, a name that the recipe needs.`,
    module.path,
  )
}

interface FoundListener {
  module: Module
  listener: Listener
  /** What it calls the request and the response. */
  parameters: [string, string]
}

function listenerOf(project: Project): FoundListener {
  const found = findListener(project)
  const [request, response] = found?.listener.params ?? []
  if (
    found?.listener.body.type !== 'BlockStatement' ||
    request?.type !== 'Identifier' ||
    response?.type !== 'Identifier'
  ) {
    throw new RecipeRefusal(
      'No file has one `createServer((request, response) => { … })` with both parameters and a body.',
      entryOf(project),
    )
  }
  return { ...found, parameters: [request.name, response.name] }
}

/** The function that answers requests: the last argument of the only `createServer`, written in place. */
function findListener(project: Project): { module: Module; listener: Listener } | undefined {
  const path = entryOf(project) ?? project.tree.firstOf(['server.js', 'index.js', 'src/index.ts'])
  const text = path === undefined ? null : project.tree.read(path)
  if (path === undefined || !text || !/['"](?:node:)?https?['"]/.test(text)) return undefined
  const module = readModule(project, path)
  const [creation, another] = module.findAll((candidate): candidate is CallExpression =>
    creators.some((name) => calls(candidate, name)),
  )
  const listener = another ? undefined : creation?.arguments.at(-1)
  return listener?.type === 'ArrowFunctionExpression' || listener?.type === 'FunctionExpression'
    ? { module, listener }
    : undefined
}
