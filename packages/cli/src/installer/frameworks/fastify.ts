import { dependsOn } from '../project/project.ts'
import type { Framework } from '../recipe.ts'
import { calls } from '../syntax/nodes.ts'
import { findAutoload, integrateAutoloaded } from './fastify-autoload.ts'
import { declareHandlers } from './handler-names.ts'
import { homeLinks, integrateServer } from './server-recipe.ts'

const handlers = ['plugin', 'login', 'callback', 'logout', 'withAuth'] as const

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
      creators: ['default', 'fastify', 'Fastify'],
      isCreation: calls,
      sdk: '@latchkey/node/fastify',
      servesPages: (module) => /@fastify\/(?:static|autoload|view)/.test(module.text),
      protectedRoute: (app, { withAuth }) =>
        `${app}.get('/settings', { preHandler: ${withAuth} }, handler)`,
      routes: (app, paths, names, hasPages) => [
        declareHandlers(names, hasPages ? handlers : [...handlers, 'optionalAuth']),
        `${app}.register(${names.plugin});`,
        `${app}.get('${paths.signInPath}', ${names.login});`,
        `${app}.get('${paths.callbackPath}', ${names.callback});`,
        `${app}.get('${paths.signOutPath}', ${names.logout});`,
        `${app}.get('${paths.accountPath}', { preHandler: ${names.withAuth} }, async (request) => request.auth?.user);`,
        ...(hasPages ? [] : homePage(app, names.optionalAuth, homeLinks(paths))),
      ],
    })
  },
}

function homePage(app: string, optionalAuth: string, links: string[]): string[] {
  return [
    `${app}.get('/', { preHandler: ${optionalAuth} }, async (request, reply) => {`,
    ...links,
    "  return reply.type('text/html').send(request.auth ? account : signIn);",
    '});',
  ]
}
