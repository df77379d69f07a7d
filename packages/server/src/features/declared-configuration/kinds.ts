import type { AnyKind } from './kind.ts'
import { actionsKind } from './kinds/actions.ts'
import { apiKeysKind } from './kinds/api-keys.ts'
import { applicationKind } from './kinds/application.ts'
import { authenticationSettingsKind } from './kinds/authentication-settings.ts'
import { corsOriginsKind } from './kinds/cors-origins.ts'
import { featureFlagsKind, flagTargetsKind } from './kinds/feature-flags.ts'
import { jwtTemplateKind } from './kinds/jwt-template.ts'
import { organizationDomainsKind } from './kinds/organization-domains.ts'
import { organizationMembershipsKind } from './kinds/organization-memberships.ts'
import { organizationsKind } from './kinds/organizations.ts'
import { permissionsKind } from './kinds/permissions.ts'
import { redirectUrisKind, signOutRedirectsKind } from './kinds/redirects.ts'
import { roleSettingsKind } from './kinds/role-settings.ts'
import { rolesKind } from './kinds/roles.ts'
import { usersKind } from './kinds/users.ts'
import { webhookEndpointsKind } from './kinds/webhook-endpoints.ts'

/** Which kinds must be there before a kind can be: what its things name, or are made by the rules of. */
const needs = new Map<AnyKind, AnyKind[]>([
  [applicationKind, []],
  [authenticationSettingsKind, []],
  [redirectUrisKind, [applicationKind]],
  [signOutRedirectsKind, [applicationKind]],
  [corsOriginsKind, [applicationKind]],
  [apiKeysKind, []],
  [jwtTemplateKind, []],
  [webhookEndpointsKind, []],
  [actionsKind, []],
  [permissionsKind, []],
  [organizationsKind, []],
  [organizationDomainsKind, [organizationsKind]],
  [rolesKind, [permissionsKind, organizationsKind]],
  [roleSettingsKind, [rolesKind]],
  [usersKind, [authenticationSettingsKind]],
  [organizationMembershipsKind, [usersKind, organizationsKind, rolesKind, roleSettingsKind]],
  [featureFlagsKind, []],
  [flagTargetsKind, [featureFlagsKind, usersKind, organizationsKind]],
])

/** All kinds, each after those that it needs. */
export const kindsInOrder = inOrder([...needs.keys()])

function inOrder(kinds: AnyKind[]): AnyKind[] {
  const ordered = new Set<AnyKind>()
  const add = (kind: AnyKind) => {
    for (const needed of needs.get(kind) ?? []) if (!ordered.has(needed)) add(needed)
    ordered.add(kind)
  }
  for (const kind of kinds) add(kind)
  return [...ordered]
}
