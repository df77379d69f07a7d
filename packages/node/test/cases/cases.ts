import { actions } from './actions.ts'
import { adminPortal } from './admin-portal.ts'
import { agents } from './agents.ts'
import { apiKeys } from './api-keys.ts'
import { auditLogs } from './audit-logs.ts'
import { authorization } from './authorization.ts'
import { connect } from './connect.ts'
import { directorySync } from './directory-sync.ts'
import { events } from './events.ts'
import { featureFlags } from './feature-flags.ts'
import { groups } from './groups.ts'
import { multiFactorAuth } from './multi-factor-auth.ts'
import { organizationDomains } from './organization-domains.ts'
import { organizations } from './organizations.ts'
import { passwordless } from './passwordless.ts'
import { pipes } from './pipes.ts'
import { radar } from './radar.ts'
import { sso } from './sso.ts'
import { userManagement } from './user-management.ts'
import { vault } from './vault.ts'
import { webhooks } from './webhooks.ts'
import { widgets } from './widgets.ts'

/** Every method of every resource, called as applications call it. */
export const cases = {
  actions,
  adminPortal,
  agents,
  apiKeys,
  auditLogs,
  authorization,
  connect,
  directorySync,
  events,
  featureFlags,
  groups,
  multiFactorAuth,
  organizationDomains,
  organizations,
  passwordless,
  pipes,
  radar,
  sso,
  userManagement,
  vault,
  webhooks,
  widgets,
}
