import { Document } from 'yaml'
import type { Deps } from '../../deps.ts'
import { listApiKeys } from '../api-keys/api-key.ts'
import type { Environment } from '../environments/environment.ts'
import { schemaPath } from './json-schema.ts'
import { type World, withoutEmptyLists } from './kind.ts'
import { exportActions } from './kinds/actions.ts'
import { exportApplication } from './kinds/application.ts'
import { exportAuthenticationSettings } from './kinds/authentication-settings.ts'
import { exportCorsOrigins } from './kinds/cors-origins.ts'
import { exportFeatureFlags } from './kinds/feature-flags.ts'
import { exportJwtTemplate } from './kinds/jwt-template.ts'
import { exportOrganizations } from './kinds/organizations.ts'
import { exportPermissions } from './kinds/permissions.ts'
import { exportRedirects } from './kinds/redirects.ts'
import { exportRoleSettings } from './kinds/role-settings.ts'
import { exportRoles } from './kinds/roles.ts'
import { exportUsers } from './kinds/users.ts'
import { exportWebhookEndpoints } from './kinds/webhook-endpoints.ts'
import type { DeclaredEnvironment } from './wire.ts'

/**
 * What an environment has, as a file that makes an empty one the same. Without `people` it is settings
 * alone: no organizations, no users, no targets of flags.
 */
export async function exportConfiguration(
  deps: Deps,
  environment: Environment,
  { people }: { people: boolean },
): Promise<string> {
  const world = { deps, environment, actor: null }
  const document = new Document({
    environments: { [environment.kind]: await describeEnvironment(world, people) },
  })
  document.commentBefore = await explain(world)
  return document.toString({ lineWidth: 100 })
}

async function describeEnvironment(world: World, people: boolean): Promise<DeclaredEnvironment> {
  return withoutEmptyLists<DeclaredEnvironment>({
    application: await exportApplication(world),
    authentication_settings: exportAuthenticationSettings(world),
    redirect_uris: await exportRedirects(world, 'redirect_uris'),
    sign_out_redirects: await exportRedirects(world, 'sign_out_redirects'),
    cors_origins: await exportCorsOrigins(world),
    ...(await sayJwtTemplate(world)),
    webhook_endpoints: await exportWebhookEndpoints(world),
    actions: await exportActions(world),
    permissions: await exportPermissions(world),
    roles: await exportRoles(world, null),
    role_settings: await exportRoleSettings(world, null),
    ...(people && {
      organizations: await exportOrganizations(world),
      users: await exportUsers(world),
    }),
    feature_flags: await exportFeatureFlags(world, people),
  })
}

async function sayJwtTemplate(world: World) {
  const content = await exportJwtTemplate(world)
  return content === undefined ? {} : { jwt_template: content }
}

/** A comment at the top: where editors find the schema, and which secrets are not here. */
async function explain({ deps, environment }: World): Promise<string> {
  const keys = await listApiKeys(deps, environment.id)
  return [
    ` yaml-language-server: $schema=${deps.config.baseUrl}${schemaPath}`,
    ` ${environment.name}, as it was at ${deps.clock.now().toISOString()}.`,
    ' Secrets are not here: passwords, and what webhook endpoints and actions sign with.',
    ...keys.map(
      ({ name, obfuscatedValue }) => ` Nor is the API key ${oneLine(name)}: ${obfuscatedValue}`,
    ),
  ].join('\n')
}

const oneLine = (text: string) => JSON.stringify(text)
