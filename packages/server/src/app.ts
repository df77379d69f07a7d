import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from './deps.ts'
import { apiKeyRoutes } from './features/api-keys/routes.ts'
import { applicationRoutes } from './features/applications/routes.ts'
import { requireApiAccess, requireOwner } from './features/authentication/api-access.ts'
import { authenticationRoutes } from './features/authentication/routes.ts'
import { customerApiKeyRoutes } from './features/customer-api-keys/routes.ts'
import { redirectSettingsRoutes } from './features/dashboard/redirect-settings-routes.ts'
import { dashboardSessionRoutes } from './features/dashboard/routes.ts'
import { developmentRoutes } from './features/development/routes.ts'
import { emailVerificationRoutes } from './features/email-verification/routes.ts'
import { emailRoutes } from './features/emails/routes.ts'
import { environmentRoutes } from './features/environments/routes.ts'
import { featureFlagRoutes } from './features/feature-flags/routes.ts'
import { featureFlagSettingsRoutes } from './features/feature-flags/settings-routes.ts'
import { passwordResetRoutes } from './features/password-reset/routes.ts'
import { redirectRoutes } from './features/redirects/routes.ts'
import { sessionRoutes } from './features/sessions/routes.ts'
import { signingKeyRoutes } from './features/signing-keys/routes.ts'
import { userRoutes } from './features/users/routes.ts'
import { widgetRoutes } from './features/widgets/routes.ts'
import { answerOnce } from './http/idempotency.ts'
import { limitRequests } from './http/request-limits.ts'
import { createHttpServer, type HttpServer } from './http/server.ts'
import { pages } from './pages/pages.tsx'

/** The whole server, ready to listen or to be asked in a test. */
export async function createApp(deps: Deps): Promise<HttpServer> {
  const app = await createHttpServer(deps.config, deps.log)
  app.decorateRequest('environment')
  app.decorateRequest('actor')

  await app.register(publicRoutes(deps))
  await app.register(apiRoutes(deps))
  await app.register(dashboardRoutes(deps))
  if (deps.config.development) await app.register(developmentRoutes(deps))
  await app.register(pages(deps))
  return app
}

/** Needs no credentials, or brings its own. */
function publicRoutes(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get('/health', { schema: { hide: true } }, async () => ({ status: 'ok' }))
    app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
    await app.register(authenticationRoutes(deps))
    await app.register(signingKeyRoutes(deps))
    await app.register(dashboardSessionRoutes(deps))
  }
}

/** For backends with an API key, and for the dashboard. */
function apiRoutes(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.addHook('onRequest', requireApiAccess(deps))
    app.addHook('onRequest', limitRequests(deps))
    answerOnce(app, deps)
    await app.register(userRoutes(deps))
    await app.register(sessionRoutes(deps))
    await app.register(emailVerificationRoutes(deps))
    await app.register(passwordResetRoutes(deps))
    await app.register(redirectRoutes(deps))
    await app.register(customerApiKeyRoutes(deps))
    await app.register(featureFlagRoutes(deps))
    await app.register(widgetRoutes(deps))
  }
}

/** For the dashboard alone. */
function dashboardRoutes(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.addHook('onRequest', requireOwner(deps))
    await app.register(environmentRoutes(deps))
    await app.register(applicationRoutes(deps))
    await app.register(apiKeyRoutes(deps))
    await app.register(redirectSettingsRoutes(deps))
    await app.register(featureFlagSettingsRoutes(deps))
    await app.register(emailRoutes(deps))
  }
}
