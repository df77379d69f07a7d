import { describe, test } from 'vitest'
import { type Case, expectSameOutcome } from './both-sdks.ts'
import { actions } from './cases/actions.ts'
import { adminPortal } from './cases/admin-portal.ts'
import { agents } from './cases/agents.ts'
import { apiKeys } from './cases/api-keys.ts'
import { auditLogs } from './cases/audit-logs.ts'
import { authorization } from './cases/authorization.ts'
import { connect } from './cases/connect.ts'
import { directorySync } from './cases/directory-sync.ts'
import { events } from './cases/events.ts'
import { featureFlags } from './cases/feature-flags.ts'
import { groups } from './cases/groups.ts'
import { multiFactorAuth } from './cases/multi-factor-auth.ts'
import { organizationDomains } from './cases/organization-domains.ts'
import { organizations } from './cases/organizations.ts'
import { passwordless } from './cases/passwordless.ts'
import { pipes } from './cases/pipes.ts'
import { radar } from './cases/radar.ts'
import { sso } from './cases/sso.ts'
import { userManagement } from './cases/user-management.ts'
import { vault } from './cases/vault.ts'
import { webhooks } from './cases/webhooks.ts'
import { widgets } from './cases/widgets.ts'

const resources = {
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

describe.each(Object.entries(resources))('%s answers as the official SDK does', (_, cases) => {
  for (const [method, calls] of Object.entries(cases as Record<string, Case[]>)) {
    test.each(calls.map((one) => [one.title, one] as const))(`${method} %s`, async (_title, one) =>
      expectSameOutcome(one),
    )
  }
})
