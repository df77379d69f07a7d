import type { Database } from '../../db/database.ts'
import type { PageQuery } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { invalidRequestParameters, notFound } from '../../errors/errors.ts'
import { createId, isId } from '../../ids/ids.ts'
import type { User } from '../users/user.ts'
import * as store from './store.ts'
import { createSecret, isSecret, type TotpLabel, timeStepOf } from './totp.ts'

export { removeAllFactors as removeAuthenticationFactors } from './store.ts'

/**
 * An authentication factor is a second proof: codes of an authenticator app, or codes that the
 * application delivers by a way of its own. An authenticator app of a user secures their sign-ins
 * as soon as a code showed that they have it. It ends when it is deleted, or with its user.
 */
export interface AuthenticationFactor {
  environmentId: string
  id: string
  userId: string | null
  type: FactorType
  /** What an authenticator app shows; null for codes that the application delivers. */
  totp: TotpLabel | null
  verifiedAt: Date | null
  createdAt: Date
  updatedAt: Date
}

export type FactorType = 'totp' | 'generic_otp'

export interface NewFactor {
  environmentId: string
  userId: string | null
  /** Null for codes that the application delivers. */
  totp: TotpLabel | null
  /** A secret that an authenticator app has already, brought along from elsewhere. */
  importedSecret?: string | undefined
}

/** The only moment at which the secret is shown. */
export interface Enrolled {
  factor: AuthenticationFactor
  secret: string | null
}

export async function enrollFactor(deps: Deps, wanted: NewFactor): Promise<Enrolled> {
  const { environmentId, userId, totp, importedSecret } = wanted
  if (importedSecret !== undefined && !isSecret(importedSecret)) throw invalidSecret()
  const secret = totp ? (importedSecret?.toUpperCase() ?? createSecret()) : null
  const now = deps.clock.now()
  const factor: AuthenticationFactor = {
    environmentId,
    id: createId('auth_factor', now),
    userId,
    type: totp ? 'totp' : 'generic_otp',
    totp,
    // Codes are made with an imported secret since before it came here.
    verifiedAt: importedSecret === undefined ? null : now,
    createdAt: now,
    updatedAt: now,
  }
  await store.insertFactor(deps.db, factor, {
    secretSealed: seal(deps, secret),
    lastTimeStep: null,
  })
  return { factor, secret }
}

/**
 * Makes a factor whose first code was checked already, unless the user got one meanwhile: then null.
 * Whoever signs in has locked the user, so that of several enrolments one is the first.
 */
export async function enrollFirstFactor(
  deps: Deps,
  db: Database,
  user: User,
  confirmed: { totp: TotpLabel; secret: string; timeStep: number },
): Promise<AuthenticationFactor | null> {
  if ((await store.listVerified(db, user)).length > 0) return null
  const now = deps.clock.now()
  const factor: AuthenticationFactor = {
    environmentId: user.environmentId,
    id: createId('auth_factor', now),
    userId: user.id,
    type: 'totp',
    totp: confirmed.totp,
    verifiedAt: now,
    createdAt: now,
    updatedAt: now,
  }
  await store.insertFactor(db, factor, {
    secretSealed: seal(deps, confirmed.secret),
    lastTimeStep: confirmed.timeStep,
  })
  return factor
}

export async function findFactor(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<AuthenticationFactor | null> {
  return isId('auth_factor', id) ? store.findFactor(deps.db, environmentId, id) : null
}

export async function getFactor(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<AuthenticationFactor> {
  const factor = await findFactor(deps, environmentId, id)
  if (!factor) throw notFound('Authentication factor', id)
  return factor
}

export async function listFactors(
  deps: Deps,
  user: User,
  page: PageQuery,
): Promise<AuthenticationFactor[]> {
  return store.listFactors(deps.db, user, page)
}

/** The factors that sign-ins of this user ask for. */
export async function listVerifiedFactors(deps: Deps, user: User): Promise<AuthenticationFactor[]> {
  return store.listVerified(deps.db, user)
}

/**
 * Whether a code of this factor finishes a sign-in. A new one does where it is the first: beside a
 * factor that was verified before, it could have been enrolled by somebody who has the password only.
 */
export async function securesSignIn(
  deps: Deps,
  factor: AuthenticationFactor,
  user: User,
): Promise<boolean> {
  if (factor.type !== 'totp') return false
  return factor.verifiedAt !== null || (await store.listVerified(deps.db, user)).length === 0
}

/** Spends the code of a user's authenticator app, whichever of their factors made it. */
export async function consumeTotpCode(
  deps: Deps,
  user: User,
  code: string,
): Promise<'accepted' | 'wrong' | 'used'> {
  const now = deps.clock.now()
  let outcome: 'wrong' | 'used' = 'wrong'
  for (const { factor, secretSealed } of await store.listVerifiedSecrets(deps.db, user)) {
    const secret = deps.sealer.unseal('totp-secret', secretSealed)
    const timeStep = timeStepOf(secret, code, now)
    if (timeStep === null) continue
    if (await store.acceptTimeStep(deps.db, factor, timeStep)) return 'accepted'
    outcome = 'used'
  }
  return outcome
}

export async function deleteFactor(deps: Deps, environmentId: string, id: string): Promise<void> {
  const removed = isId('auth_factor', id) && (await store.removeFactor(deps.db, environmentId, id))
  if (!removed) throw notFound('Authentication factor', id)
}

const seal = (deps: Deps, secret: string | null) =>
  secret === null ? null : deps.sealer.seal('totp-secret', secret)

const invalidSecret = () =>
  invalidRequestParameters([
    {
      code: 'invalid_totp_secret',
      message: 'totp_secret must be 16 to 128 characters of base 32: A to Z and 2 to 7.',
      field: 'totp_secret',
    },
  ])
