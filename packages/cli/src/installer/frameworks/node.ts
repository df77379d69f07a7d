import type { ArrowFunctionExpression, FunctionExpression, Node } from '@babel/types'
import type { Project } from '../project/project.ts'
import { type Framework, type Integration, RecipeRefusal } from '../recipe.ts'
import { Module } from '../syntax/module.ts'
import { calls } from '../syntax/nodes.ts'
import { loadEnvironment } from './environment-loading.ts'
import { serverIntegration } from './server-integration.ts'
import { entryOf, serverPort } from './server-module.ts'

// Our adapter for Express takes what node:http gives: Express adds nothing that it needs.
const SDK = '@latchkey/node/express'

const PATHS = { signInPath: '/login', callbackPath: '/callback', signOutPath: '/logout' }

type Listener = ArrowFunctionExpression | FunctionExpression

export const node: Framework = {
  id: 'node',
  title: 'Node.js',
  guide: 'node',
  detect: (project) => findListener(project) !== undefined,

  integrate(project): Integration {
    const found = findListener(project)
    const [request, response] = found?.listener.params ?? []
    if (
      found?.listener.body.type !== 'BlockStatement' ||
      request?.type !== 'Identifier' ||
      response?.type !== 'Identifier'
    ) {
      throw new RecipeRefusal(
        'No file has `createServer((request, response) => { … })` with both parameters and a body.',
        entryOf(project),
      )
    }
    const { module, listener } = found
    const port = serverPort(project, module)
    if (module.imports(SDK)) return serverIntegration(project, { port, paths: PATHS, notes: [] })
    loadEnvironment(project, module)
    module.addImport({ source: SDK, names: ['authKit'] })
    module.insertBefore(module.statementOf(listener), declarations(project.usesTypeScript))
    const [first] = found.listener.body.body
    if (first) module.insertBefore(first, dispatch(request.name, response.name))
    else
      module.insertText(
        (listener.body.end ?? 1) - 1,
        `\n${dispatch(request.name, response.name)}\n`,
      )
    project.tree.write(module.path, module.toString())
    return serverIntegration(project, {
      port,
      paths: PATHS,
      notes: [
        `Call withAuth(${request.name}, ${response.name}, next) before what only signed-in people may see; ` +
          `${request.name}.auth is who they are.`,
      ],
    })
  },
}

function declarations(usesTypeScript: boolean): string {
  const type = usesTypeScript ? ': Record<string, typeof login | undefined>' : ''
  return [
    'const { login, callback, logout, withAuth } = authKit();',
    `const signInRoutes${type} = {`,
    `  '${PATHS.signInPath}': login,`,
    `  '${PATHS.callbackPath}': callback,`,
    `  '${PATHS.signOutPath}': logout,`,
    "  '/account': (req, res) =>",
    '    withAuth(req, res, () => res.end(JSON.stringify(req.auth?.user))),',
    '};',
    '',
  ].join('\n')
}

function dispatch(request: string, response: string): string {
  return [
    `const [path = '/'] = (${request}.url ?? '/').split('?');`,
    'const signInRoute = signInRoutes[path];',
    'if (signInRoute) {',
    `  signInRoute(${request}, ${response}, () => ${response}.writeHead(500).end());`,
    '  return;',
    '}',
  ].join('\n')
}

/** The function that answers requests: the last argument of `createServer`, written in place. */
function findListener(project: Project): { module: Module; listener: Listener } | undefined {
  const path = entryOf(project) ?? project.tree.firstOf(['server.js', 'index.js', 'src/index.ts'])
  const text = path === undefined ? null : project.tree.read(path)
  if (path === undefined || !text || !/['"](?:node:)?https?['"]/.test(text)) return undefined
  const module = Module.parse(path, text)
  const creation = module.find((candidate: Node) =>
    ['createServer', 'http.createServer', 'https.createServer'].some((name) =>
      calls(candidate, name),
    ),
  )
  const listener = creation?.type === 'CallExpression' ? creation.arguments.at(-1) : undefined
  return listener?.type === 'ArrowFunctionExpression' || listener?.type === 'FunctionExpression'
    ? { module, listener }
    : undefined
}
