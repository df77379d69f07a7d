import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from './deps.ts'
import { actionRoutes } from './features/actions/routes.ts'
import { ownApiKeyRoutes } from './features/api-keys/own-key-routes.ts'
import { apiKeyRoutes } from './features/api-keys/routes.ts'
import { applicationRoutes } from './features/applications/routes.ts'
import { requireApiAccess, requireOwner } from './features/authentication/api-access.ts'
import { authenticationRoutes } from './features/authentication/routes.ts'
import { authenticationFactorRoutes } from './features/authentication-factors/routes.ts'
import { cliSignInRoutes } from './features/cli-sign-ins/routes.ts'
import { connectRoutes } from './features/connect/routes.ts'
import { connectionRoutes } from './features/connections/routes.ts'
import { corsOriginRoutes } from './features/cors-origins/routes.ts'
import { customerApiKeyRoutes } from './features/customer-api-keys/routes.ts'
import { jwtTemplateSettingsRoutes } from './features/dashboard/jwt-template-routes.ts'
import { organizationDomainSettingsRoutes } from './features/dashboard/organization-domain-routes.ts'
import { redirectSettingsRoutes } from './features/dashboard/redirect-settings-routes.ts'
import { dashboardSessionRoutes } from './features/dashboard/routes.ts'
import {
  configurationRoutes,
  configurationSchemaRoute,
} from './features/declared-configuration/routes.ts'
import { developmentRoutes } from './features/development/routes.ts'
import { deviceAuthorizationRoutes } from './features/device-authorization/routes.ts'
import { emailVerificationRoutes } from './features/email-verification/routes.ts'
import { emailRoutes } from './features/emails/routes.ts'
import { environmentRoutes } from './features/environments/routes.ts'
import { eventLogRoutes } from './features/events/log-routes.ts'
import { eventRoutes } from './features/events/routes.ts'
import { featureFlagRoutes } from './features/feature-flags/routes.ts'
import { featureFlagSettingsRoutes } from './features/feature-flags/settings-routes.ts'
import { groupRoutes } from './features/groups/routes.ts'
import { groupSettingsRoutes } from './features/groups/settings-routes.ts'
import { importRoutes } from './features/imports/routes.ts'
import { invitationRoutes } from './features/invitations/routes.ts'
import { invitationSettingsRoutes } from './features/invitations/settings-routes.ts'
import { jwtTemplateRoutes } from './features/jwt-templates/routes.ts'
import { magicAuthRoutes } from './features/magic-auth/routes.ts'
import { organizationDomainRoutes } from './features/organization-domains/routes.ts'
import { organizationMembershipRoutes } from './features/organization-memberships/routes.ts'
import { organizationRoutes } from './features/organizations/routes.ts'
import { organizationSettingsRoutes } from './features/organizations/settings-routes.ts'
import { passwordResetRoutes } from './features/password-reset/routes.ts'
import { permissionRoutes } from './features/permissions/routes.ts'
import { redirectRoutes } from './features/redirects/routes.ts'
import { roleRoutes } from './features/roles/routes.ts'
import { roleSettingsRoutes } from './features/roles/settings-routes.ts'
import { sessionRoutes } from './features/sessions/routes.ts'
import { signingKeyRoutes } from './features/signing-keys/routes.ts'
import { emailChangeRoutes } from './features/users/email-change-routes.ts'
import { userRoutes } from './features/users/routes.ts'
import { webhookDeliveryRoutes } from './features/webhooks/delivery-routes.ts'
import { webhookEndpointRoutes } from './features/webhooks/routes.ts'
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
    await app.register(deviceAuthorizationRoutes(deps))
    await app.register(cliSignInRoutes(deps))
    await app.register(signingKeyRoutes(deps))
    await app.register(dashboardSessionRoutes(deps))
    await app.register(configurationSchemaRoute)
  }
}

/** For backends with an API key, and for the dashboard. */
function apiRoutes(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.addHook('onRequest', requireApiAccess(deps))
    app.addHook('onRequest', limitRequests(deps))
    answerOnce(app, deps)
    await app.register(userRoutes(deps))
    await app.register(authenticationFactorRoutes(deps))
    await app.register(emailChangeRoutes(deps))
    await app.register(sessionRoutes(deps))
    await app.register(emailVerificationRoutes(deps))
    await app.register(magicAuthRoutes(deps))
    await app.register(invitationRoutes(deps))
    await app.register(passwordResetRoutes(deps))
    await app.register(redirectRoutes(deps))
    await app.register(corsOriginRoutes(deps))
    await app.register(jwtTemplateRoutes(deps))
    await app.register(permissionRoutes(deps))
    await app.register(roleRoutes(deps))
    await app.register(organizationMembershipRoutes(deps))
    await app.register(groupRoutes(deps))
    await app.register(organizationRoutes(deps))
    await app.register(organizationDomainRoutes(deps))
    await app.register(connectionRoutes(deps))
    await app.register(eventRoutes(deps))
    await app.register(webhookEndpointRoutes(deps))
    await app.register(customerApiKeyRoutes(deps))
    await app.register(featureFlagRoutes(deps))
    await app.register(widgetRoutes(deps))
    await app.register(configurationRoutes(deps))
    await app.register(importRoutes(deps))
    await app.register(ownApiKeyRoutes(deps))
    await app.register(connectRoutes(deps))
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
    await app.register(jwtTemplateSettingsRoutes(deps))
    await app.register(roleSettingsRoutes(deps))
    await app.register(organizationSettingsRoutes(deps))
    await app.register(organizationDomainSettingsRoutes(deps))
    await app.register(invitationSettingsRoutes(deps))
    await app.register(groupSettingsRoutes(deps))
    await app.register(featureFlagSettingsRoutes(deps))
    await app.register(emailRoutes(deps))
    await app.register(eventLogRoutes(deps))
    await app.register(webhookDeliveryRoutes(deps))
    await app.register(actionRoutes(deps))
  }
}
