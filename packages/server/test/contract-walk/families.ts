import type { Family } from './case.ts'
import { apiKeys } from './families/api-keys.ts'
import { authentication } from './families/authentication.ts'
import { authenticationFactors } from './families/authentication-factors.ts'
import { permissions, roles } from './families/authorization.ts'
import { connect } from './families/connect.ts'
import { connections } from './families/connections.ts'
import {
  emailChanges,
  emailVerification,
  magicAuth,
  passwordReset,
} from './families/email-proofs.ts'
import { events } from './families/events.ts'
import { featureFlags } from './families/feature-flags.ts'
import { groups } from './families/groups.ts'
import { invitations } from './families/invitations.ts'
import { memberships } from './families/memberships.ts'
import { organizationDomains } from './families/organization-domains.ts'
import { organizations } from './families/organizations.ts'
import { settings } from './families/settings.ts'
import { users } from './families/users.ts'
import { webhooks } from './families/webhooks.ts'
import { widgets } from './families/widgets.ts'

/** Every case of the walk. */
export const families: Family = {
  ...organizations,
  ...organizationDomains,
  ...connections,
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
  ...connect,
}
