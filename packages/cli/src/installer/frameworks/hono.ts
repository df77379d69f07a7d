import type { Node } from '@babel/types'
import { dependsOn } from '../project/project.ts'
import type { Framework } from '../recipe.ts'
import { dottedName } from '../syntax/nodes.ts'
import { honoRuntime } from './hono-runtime.ts'
import { homeLinks, integrateServer } from './server-recipe.ts'

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
      isCreation: (node: Node, local) =>
        node.type === 'NewExpression' && dottedName(node.callee) === local,
      sdk: '@latchkey/node/hono',
      runtime,
      servesPages: (module) => module.text.includes('serveStatic'),
      protectedRoute: (app) => `${app}.get('/settings', withAuth, (c) => …)`,
      routes: (app, paths, hasPages) => [
        `const { login, callback, logout, withAuth${hasPages ? '' : ', optionalAuth'} } = ` +
          `authKit(${runtime?.options ?? ''});`,
        `${app}.get('${paths.signInPath}', login);`,
        `${app}.get('${paths.callbackPath}', callback);`,
        `${app}.get('${paths.signOutPath}', logout);`,
        `${app}.get('/account', withAuth, (c) => c.json(c.get('auth')?.user));`,
        ...(hasPages ? [] : homePage(app, homeLinks(paths))),
      ],
    })
  },
}

function homePage(app: string, links: string[]): string[] {
  return [
    `${app}.get('/', optionalAuth, (c) => {`,
    ...links,
    "  return c.html(c.get('auth') ? account : signIn);",
    '});',
  ]
}
