import type { Node } from '@babel/types'
import { dependsOn } from '../project/project.ts'
import type { Framework } from '../recipe.ts'
import type { Module } from '../syntax/module.ts'
import { calls } from '../syntax/nodes.ts'
import { homeLinks, integrateServer } from './server-recipe.ts'

export const express: Framework = {
  id: 'express',
  title: 'Express',
  guide: 'express',
  detect: (project) => dependsOn(project, 'express'),
  integrate: (project) =>
    integrateServer(project, {
      title: 'Express',
      source: 'express',
      isCreation: calls,
      sdk: '@latchkey/node/express',
      servesPages: mountsPages,
      protectedRoute: (app) => `${app}.get('/settings', withAuth, (req, res) => …)`,
      routes: (app, paths, hasPages) => [
        `const { login, callback, logout, withAuth${hasPages ? '' : ', optionalAuth'} } = authKit();`,
        `${app}.get('${paths.signInPath}', login);`,
        `${app}.get('${paths.callbackPath}', callback);`,
        `${app}.get('${paths.signOutPath}', logout);`,
        `${app}.get('/account', withAuth, (req, res) => {`,
        '  res.json(req.auth?.user);',
        '});',
        ...(hasPages ? [] : homePage(app, homeLinks(paths))),
      ],
    }),
}

function homePage(app: string, links: string[]): string[] {
  return [
    `${app}.get('/', optionalAuth, (req, res) => {`,
    ...links,
    '  res.send(req.auth ? account : signIn);',
    '});',
  ]
}

/** `app.use(express.static(…))`, `app.use(router)` and `app.use('/', …)` may hold the home page. */
function mountsPages(module: Module, app: string): boolean {
  const mounts = (node: Node) =>
    node.type === 'CallExpression' &&
    calls(node, `${app}.use`) &&
    node.arguments.some(
      (argument) =>
        argument.type !== 'CallExpression' || module.textOf(argument.callee).endsWith('.static'),
    )
  return module.find(mounts) !== undefined
}
