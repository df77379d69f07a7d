import { dependsOn } from '../project/project.ts'
import type { Framework } from '../recipe.ts'
import { calls } from '../syntax/nodes.ts'
import { findAutoload, integrateAutoloaded } from './fastify-autoload.ts'
import { homeLinks, integrateServer } from './server-recipe.ts'

export const fastify: Framework = {
  id: 'fastify',
  title: 'Fastify',
  guide: 'fastify',
  detect: (project) => dependsOn(project, 'fastify'),
  integrate(project) {
    const autoload = findAutoload(project)
    if (autoload) return integrateAutoloaded(project, autoload)
    return integrateServer(project, {
      title: 'Fastify',
      source: 'fastify',
      isCreation: calls,
      sdk: '@latchkey/node/fastify',
      servesPages: (module) => /@fastify\/(?:static|autoload|view)/.test(module.text),
      protectedRoute: (app) => `${app}.get('/settings', { preHandler: withAuth }, handler)`,
      routes: (app, paths, hasPages) => [
        'const { plugin, login, callback, logout, withAuth' +
          `${hasPages ? '' : ', optionalAuth'} } = authKit();`,
        `${app}.register(plugin);`,
        `${app}.get('${paths.signInPath}', login);`,
        `${app}.get('${paths.callbackPath}', callback);`,
        `${app}.get('${paths.signOutPath}', logout);`,
        `${app}.get('/account', { preHandler: withAuth }, async (request) => request.auth?.user);`,
        ...(hasPages ? [] : homePage(app, homeLinks(paths))),
      ],
    })
  },
}

function homePage(app: string, links: string[]): string[] {
  return [
    `${app}.get('/', { preHandler: optionalAuth }, async (request, reply) => {`,
    ...links,
    "  return reply.type('text/html').send(request.auth ? account : signIn);",
    '});',
  ]
}
