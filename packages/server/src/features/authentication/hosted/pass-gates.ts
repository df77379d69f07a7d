import type { Deps } from '../../../deps.ts'
import { ApiError, OAuthError } from '../../../errors/errors.ts'
import type { OrganizationClaims } from '../../sessions/session.ts'
import type { Client } from '../client.ts'
import { passGates } from '../gates/gates.ts'
import { awaitOrganizationSelection } from '../gates/organization.ts'
import type { Identified } from '../identified.ts'
import {
  findPendingAuthenticationByToken,
  type PendingAuthentication,
} from '../pending-authentication.ts'

/** What became of somebody at a browser: let into an organization or none, or waiting for a step. */
export type Passage =
  | { pending: null; organization: OrganizationClaims | null }
  | { pending: PendingAuthentication }

/** The page of each step that a sign-in may wait for. */
export const pageOfStep: Record<PendingAuthentication['awaits'], string> = {
  email_verification: '/email-verification',
  mfa_enrollment: '/mfa/enrollment',
  mfa_challenge: '/mfa/verification',
  organization_selection: '/organization-selection',
}

/** The gates for a person who can be shown a page: what they must do is a step, not a refusal. */
export async function passGatesAtBrowser(
  deps: Deps,
  client: Client,
  identified: Identified,
): Promise<Passage> {
  try {
    return { pending: null, organization: await passGates(deps, client, identified) }
  } catch (error) {
    // Whoever does not belong to the organization that was asked for may choose another one.
    if (refusesOrganization(error)) return awaitOrganizationSelection(deps, client, identified)
    const token = error instanceof ApiError && error.details.pending_authentication_token
    const pending =
      typeof token === 'string' ? await findPendingAuthenticationByToken(deps, client, token) : null
    if (!pending) throw error
    return { pending }
  }
}

const refusesOrganization = (error: unknown) =>
  error instanceof OAuthError &&
  ['organization_membership_not_found', 'organization_not_found'].includes(error.error)
