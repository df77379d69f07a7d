import type { Node } from '@babel/types'
import { dependsOn } from '../project/project.ts'
import type { Framework } from '../recipe.ts'
import type { Module } from '../syntax/module.ts'
import { calls } from '../syntax/nodes.ts'
import { declareHandlers } from './handler-names.ts'
import { homeLinks, integrateServer } from './server-recipe.ts'

const handlers = ['login', 'callback', 'logout', 'withAuth'] as const

export const express: Framework = {
  id: 'express',
  title: 'Express',
  guide: 'express',
  detect: (project) => dependsOn(project, 'express'),
  integrate: (project) =>
    integrateServer(project, {
      title: 'Express',
      source: 'express',
      creators: ['default'],
      isCreation: calls,
      sdk: '@latchkey/node/express',
      servesPages: mountsPages,
      protectedRoute: (app, { withAuth }) =>
        `${app}.get('/settings', ${withAuth}, (req, res) => …)`,
      routes: (app, paths, names, hasPages) => [
        declareHandlers(names, hasPages ? handlers : [...handlers, 'optionalAuth']),
        `${app}.get('${paths.signInPath}', ${names.login});`,
        `${app}.get('${paths.callbackPath}', ${names.callback});`,
        `${app}.get('${paths.signOutPath}', ${names.logout});`,
        `${app}.get('${paths.accountPath}', ${names.withAuth}, (req, res) => {`,
        '  res.json(req.auth?.user);',
        '});',
        ...(hasPages ? [] : homePage(app, names.optionalAuth, homeLinks(paths))),
      ],
    }),
}

function homePage(app: string, optionalAuth: string, links: string[]): string[] {
  return [
    `${app}.get('/', ${optionalAuth}, (req, res) => {`,
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
