import type { Node } from '@babel/types'
import { dependsOn } from '../project/project.ts'
import type { Framework } from '../recipe.ts'
import { dottedName } from '../syntax/nodes.ts'
import { declareHandlers } from './handler-names.ts'
import { honoRuntime } from './hono-runtime.ts'
import { homeLinks, integrateServer } from './server-recipe.ts'

const handlers = ['login', 'callback', 'logout', 'withAuth'] as const

export const hono: Framework = {
  id: 'hono',
  title: 'Hono',
  guide: 'hono',
  detect: (project) => dependsOn(project, 'hono'),
  integrate(project) {
    const runtime = honoRuntime(project)
    return integrateServer(project, {
      title: 'Hono',
      source: 'hono',
      creators: ['Hono'],
      isCreation: (node: Node, local) =>
        node.type === 'NewExpression' && dottedName(node.callee) === local,
      sdk: '@latchkey/node/hono',
      runtime,
      servesPages: (module) => module.text.includes('serveStatic'),
      protectedRoute: (app, { withAuth }) => `${app}.get('/settings', ${withAuth}, (c) => …)`,
      routes: (app, paths, names, hasPages) => [
        declareHandlers(
          names,
          hasPages ? handlers : [...handlers, 'optionalAuth'],
          runtime?.options,
        ),
        `${app}.get('${paths.signInPath}', ${names.login});`,
        `${app}.get('${paths.callbackPath}', ${names.callback});`,
        `${app}.get('${paths.signOutPath}', ${names.logout});`,
        `${app}.get('${paths.accountPath}', ${names.withAuth}, (c) => c.json(c.get('auth')?.user));`,
        ...(hasPages ? [] : homePage(app, names.optionalAuth, homeLinks(paths))),
      ],
    })
  },
}

function homePage(app: string, optionalAuth: string, links: string[]): string[] {
  return [
    `${app}.get('/', ${optionalAuth}, (c) => {`,
    ...links,
    "  return c.html(c.get('auth') ? account : signIn);",
    '});',
  ]
}
