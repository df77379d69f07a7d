import { addSeconds } from '../../config/clock.ts'
import { createToken, hashToken } from '../../crypto/tokens.ts'
import type { Database } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { createId } from '../../ids/ids.ts'
import { findUsableInvitation, type Invitation } from '../invitations/invitation.ts'
import type { AuthMethod } from '../sessions/session.ts'
import type { Client } from './client.ts'
import type { Identified } from './identified.ts'
import * as store from './stores/pending-authentications.ts'

/**
 * A pending authentication is a sign-in that gave its first proof and waits for another step. Its
 * token continues it; it ends when a session comes of it, or after ten minutes.
 */
export interface PendingAuthentication {
  environmentId: string
  id: string
  clientId: string
  userId: string
  authMethod: AuthMethod
  authenticatedAt: Date
  /** The account's epoch when the first proof was given. */
  proofEpoch: number
  /** Whether the second factor was proven on the way. */
  mfaVerified: boolean
  /** The step it waits for: it goes on with that one and no other. */
  awaits: PendingStep['awaits']
  /** The code it waits for; null where none was sent, because the address has an account already. */
  emailVerificationId: string | null
  /** Accepted once the sign-in is complete. */
  invitationId: string | null
  /** The browser that is signed in already, where the sign-in continues that. */
  browserSessionId: string | null
  /** The organization that was asked for or chosen before, where one was. */
  organizationId: string | null
  expiresAt: Date
}

export type PendingStep =
  | { awaits: 'email_verification'; emailVerificationId: string | null }
  | { awaits: 'mfa_enrollment' | 'mfa_challenge' | 'organization_selection' }

const lifetimeSeconds = 600

export async function createPendingAuthentication(
  deps: Deps,
  db: Database,
  client: Client,
  identified: Pick<
    Identified,
    | 'user'
    | 'authMethod'
    | 'authenticatedAt'
    | 'proofEpoch'
    | 'mfaVerified'
    | 'invitation'
    | 'browserSessionId'
    | 'organizationId'
  >,
  step: PendingStep,
): Promise<{ pending: PendingAuthentication; token: string }> {
  const now = deps.clock.now()
  const token = createToken()
  const pending: PendingAuthentication = {
    environmentId: client.environment.id,
    id: createId('pending_authentication', now),
    clientId: client.application.clientId,
    userId: identified.user.id,
    authMethod: identified.authMethod,
    authenticatedAt: identified.authenticatedAt,
    proofEpoch: identified.proofEpoch,
    mfaVerified: identified.mfaVerified,
    awaits: step.awaits,
    emailVerificationId: step.awaits === 'email_verification' ? step.emailVerificationId : null,
    invitationId: identified.invitation?.id ?? null,
    browserSessionId: identified.browserSessionId,
    organizationId: identified.organizationId ?? null,
    expiresAt: addSeconds(now, lifetimeSeconds),
  }
  await store.insert(db, pending, hashToken(token))
  return { pending, token }
}

export async function findPendingAuthenticationByToken(
  deps: Deps,
  client: Client,
  token: string,
): Promise<PendingAuthentication | null> {
  const pending = await store.findByTokenHash(
    deps.db,
    client.environment.id,
    hashToken(token),
    deps.clock.now(),
  )
  return pending?.clientId === client.application.clientId ? pending : null
}

export async function findPendingAuthentication(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<PendingAuthentication | null> {
  return store.find(deps.db, environmentId, id, deps.clock.now())
}

/** The invitation that a sign-in brought along through its steps, while it can be accepted. */
export async function findInvitationOnTheWay(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<Invitation | null> {
  const pending = await findPendingAuthentication(deps, environmentId, id)
  return pending?.invitationId
    ? findUsableInvitation(deps, environmentId, pending.invitationId)
    : null
}

/** A newly mailed code takes the place of the one this sign-in waited for. */
export async function awaitNewCode(
  db: Database,
  pending: PendingAuthentication,
  emailVerificationId: string | null,
  now: Date,
): Promise<void> {
  await store.updateStep(db, pending, emailVerificationId, addSeconds(now, lifetimeSeconds))
}

/** Spends a sign-in that is finished; false when it was finished before. */
export async function consumePendingAuthentication(
  db: Database,
  key: { environmentId: string; id: string },
  now: Date,
): Promise<boolean> {
  return store.consume(db, key, now)
}
