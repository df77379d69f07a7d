import type { Family } from './case.ts'
import { apiKeys, widgets } from './families/api-keys.ts'
import { authentication } from './families/authentication.ts'
import { authenticationFactors } from './families/authentication-factors.ts'
import { featureFlags, permissions, roles } from './families/authorization.ts'
import {
  emailChanges,
  emailVerification,
  magicAuth,
  passwordReset,
} from './families/email-proofs.ts'
import { events, webhooks } from './families/events.ts'
import { invitations } from './families/invitations.ts'
import { memberships } from './families/memberships.ts'
import { groups, organizationDomains, organizations } from './families/organizations.ts'
import { settings } from './families/settings.ts'
import { users } from './families/users.ts'

/** Every case of the walk. */
export const families: Family = {
  ...organizations,
  ...organizationDomains,
  ...groups,
  ...memberships,
  ...roles,
  ...permissions,
  ...featureFlags,
  ...users,
  ...emailVerification,
  ...emailChanges,
  ...passwordReset,
  ...magicAuth,
  ...invitations,
  ...authenticationFactors,
  ...authentication,
  ...settings,
  ...events,
  ...webhooks,
  ...apiKeys,
  ...widgets,
}
