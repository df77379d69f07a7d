import { inTransaction } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors/errors.ts'
import { removeIdempotentRequests } from '../../http/idempotent-requests.ts'
import { removeCounters } from '../../http/rate-limits.ts'
import { removeEmails } from '../../mail/mail.ts'
import { removeActionExecutions } from '../actions/action-execution.ts'
import { revealOldestApiKey } from '../api-keys/api-key.ts'
import { getDefaultApplication } from '../applications/application.ts'
import { removeAuthorizationSessions } from '../authentication/jobs.ts'
import { removeAuthenticationFactors } from '../authentication-factors/authentication-factor.ts'
import { removeDeviceAuthorizations } from '../device-authorization/device-authorization.ts'
import { getEnvironmentOfKind } from '../environments/environment.ts'
import { removeEvents } from '../events/event.ts'
import { removeInvitations } from '../invitations/invitation.ts'
import { removeMagicAuths } from '../magic-auth/magic-auth.ts'
import { removeOrganizations } from '../organizations/organization.ts'
import { removeUsers } from '../users/user.ts'
import { removeWebhookDeliveries } from '../webhooks/webhook-delivery.ts'

/** What an application needs to run against this server, so that examples and tests find it by themselves. */
export async function describeStaging(
  deps: Deps,
): Promise<{ clientId: string; apiKey: string; baseUrl: string }> {
  const staging = await getEnvironmentOfKind(deps, 'staging')
  const application = await getDefaultApplication(deps, staging.id)
  const apiKey = deps.config.apiKey ?? (await revealOldestApiKey(deps, staging.id))
  if (apiKey === null) {
    throw new ApiError(
      404,
      'api_key_missing',
      'Staging has no API key. Create one in the dashboard, under API keys.',
    )
  }
  return { clientId: application.clientId, apiKey, baseUrl: deps.config.baseUrl }
}

/** Empties Staging of people and organizations and of all they left behind. Keys, redirects and settings stay. */
export async function resetStaging(deps: Deps): Promise<void> {
  const { id } = await getEnvironmentOfKind(deps, 'staging')
  await inTransaction(deps.db, async (transaction) => {
    await removeUsers(transaction, id)
    await removeOrganizations(transaction, id)
    await removeAuthenticationFactors(transaction, id)
    await removeDeviceAuthorizations(transaction, id)
    await removeMagicAuths(transaction, id)
    await removeInvitations(transaction, id)
    await removeAuthorizationSessions(transaction, id)
    await removeEmails(transaction, id)
    await removeWebhookDeliveries(transaction, id)
    await removeActionExecutions(transaction, id)
    await removeEvents(transaction, id)
    await removeCounters(transaction, id)
    await removeIdempotentRequests(transaction, id)
  })
}
