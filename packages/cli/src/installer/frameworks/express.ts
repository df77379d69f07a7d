import type { Node } from '@babel/types'
import { dependsOn } from '../project/project.ts'
import type { Framework } from '../recipe.ts'
import type { Module } from '../syntax/module.ts'
import { calls } from '../syntax/nodes.ts'
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

const SDK = '@latchkey/node/express'

export const express: Framework = {
  id: 'express',
  title: 'Express',
  guide: 'express',
  detect: (project) => dependsOn(project, 'express'),

  integrate(project) {
    const { module, declarator, name } = findServerModule(project, {
      title: 'Express',
      source: 'express',
      isCreation: (node, local) => calls(node, local),
    })
    const port = serverPort(project, module)
    if (module.imports(SDK)) {
      return serverIntegration(project, { port, paths: presentPaths(module), notes: [] })
    }
    const paths = freePaths(module, name)
    const creation = module.statementOf(declarator)
    loadEnvironment(project, module)
    module.addImport({ source: SDK, names: ['authKit'] })
    module.insertAfter(creation, routes(name, paths, servesPages(module, name)))
    project.tree.write(module.path, module.toString())
    return serverIntegration(project, {
      port,
      paths,
      notes: [`Protect a route with withAuth: ${name}.get('/settings', withAuth, handler)`],
    })
  },
}

/** Whether the application has a home page of its own: a route, a router, or static files. */
function servesPages(module: Module, app: string): boolean {
  const mountsPages = (node: Node) =>
    node.type === 'CallExpression' &&
    calls(node, `${app}.use`) &&
    node.arguments.some(
      (argument) =>
        argument.type !== 'CallExpression' || module.textOf(argument.callee).endsWith('.static'),
    )
  return answers(module, app, '/') || module.find(mountsPages) !== undefined
}

function routes(app: string, paths: SignInPaths, hasPages: boolean): string {
  const lines = [
    '',
    `const { login, callback, logout, withAuth${hasPages ? '' : ', optionalAuth'} } = authKit();`,
    `${app}.get('${paths.signInPath}', login);`,
    `${app}.get('${paths.callbackPath}', callback);`,
    `${app}.get('${paths.signOutPath}', logout);`,
    `${app}.get('/account', withAuth, (req, res) => {`,
    '  res.json(req.auth?.user);',
    '});',
  ]
  if (hasPages) return lines.join('\n')
  return [
    ...lines,
    `${app}.get('/', optionalAuth, (req, res) => {`,
    `  const signIn = '<a href="${paths.signInPath}">Sign in</a>';`,
    `  const account = '<a href="/account">Account</a> <a href="${paths.signOutPath}">Sign out</a>';`,
    '  res.send(req.auth ? account : signIn);',
    '});',
  ].join('\n')
}
