import { addSeconds } from '../../config/clock.ts'
import type { Pool } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { removeExpiredIdempotentRequests } from '../../http/idempotent-requests.ts'
import { removeEndedCounters } from '../../http/rate-limits.ts'
import { removeOldEmails } from '../../mail/mail.ts'
import { failStaleEmails } from '../../mail/send-email.ts'
import { removeOldActionExecutions } from '../actions/action-execution.ts'
import {
  removeExpiredAuthorizationCodes,
  removeExpiredAuthorizationSessions,
  removeExpiredPendingAuthentications,
} from '../authentication/jobs.ts'
import { removeExpiredChallenges } from '../authentication-factors/authentication-challenge.ts'
import { removeExpiredCliSignIns } from '../cli-sign-ins/cli-sign-in.ts'
import { removeExpiredDeviceAuthorizations } from '../device-authorization/device-authorization.ts'
import { removeExpiredEmailVerifications } from '../email-verification/email-verification.ts'
import { getEnvironmentOfKind, listEnvironments } from '../environments/environment.ts'
import { removeOldEvents } from '../events/event.ts'
import { removeExpiredMagicAuths } from '../magic-auth/magic-auth.ts'
import { removeExpiredPasswordResets } from '../password-reset/password-reset.ts'
import { removeExpiredBrowserSessions } from '../sessions/browser-session.ts'
import { removeEndedSessions } from '../sessions/session.ts'
import { rotateDueSigningKeys } from '../signing-keys/signing-key.ts'
import { removeExpiredEmailChanges } from '../users/email-change.ts'
import { removeOldWebhookDeliveries } from '../webhooks/webhook-delivery.ts'

interface Removal {
  /** How long a row is kept after its end, for refusals that say why and for people who ask. */
  keptSeconds: number
  remove(db: Pool, until: Date): Promise<number>
}

const day = 24 * 3600

const removals: Record<string, Removal> = {
  idempotentRequests: { keptSeconds: 0, remove: removeExpiredIdempotentRequests },
  rateLimitCounters: { keptSeconds: 0, remove: removeEndedCounters },
  authorizationSessions: { keptSeconds: day, remove: removeExpiredAuthorizationSessions },
  authorizationCodes: { keptSeconds: day, remove: removeExpiredAuthorizationCodes },
  pendingAuthentications: { keptSeconds: day, remove: removeExpiredPendingAuthentications },
  authenticationChallenges: { keptSeconds: day, remove: removeExpiredChallenges },
  cliSignIns: { keptSeconds: day, remove: removeExpiredCliSignIns },
  deviceAuthorizations: { keptSeconds: day, remove: removeExpiredDeviceAuthorizations },
  browserSessions: { keptSeconds: day, remove: removeExpiredBrowserSessions },
  emailChanges: { keptSeconds: day, remove: removeExpiredEmailChanges },
  emailVerifications: { keptSeconds: day, remove: removeExpiredEmailVerifications },
  magicAuths: { keptSeconds: day, remove: removeExpiredMagicAuths },
  passwordResets: { keptSeconds: day, remove: removeExpiredPasswordResets },
  sessions: { keptSeconds: 30 * day, remove: removeEndedSessions },
  emails: { keptSeconds: 30 * day, remove: removeOldEmails },
  webhookDeliveries: { keptSeconds: 30 * day, remove: removeOldWebhookDeliveries },
  actionExecutions: { keptSeconds: 30 * day, remove: removeOldActionExecutions },
  events: { keptSeconds: 90 * day, remove: removeOldEvents },
}

/** Removes what nobody can use any more, so that tables hold what lives and not all that ever was. */
export async function removeExpired(deps: Deps): Promise<void> {
  const now = deps.clock.now()
  await failStaleEmails(deps)
  const removed: Record<string, number> = {}
  for (const [name, { keptSeconds, remove }] of Object.entries(removals)) {
    removed[name] = await remove(deps.db, addSeconds(now, -keptSeconds))
  }
  deps.log.info({ removed }, 'Expired rows were removed.')
}

/** Every environment has keys of its own, also the one that is never listed. */
export async function rotateSigningKeys(deps: Deps): Promise<void> {
  const environments = [
    ...(await listEnvironments(deps)),
    await getEnvironmentOfKind(deps, 'system'),
  ]
  await rotateDueSigningKeys(
    deps,
    environments.map((environment) => environment.id),
  )
}
