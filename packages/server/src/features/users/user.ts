import { type ImportedHashType, readImportedHash } from '../../crypto/imported-password-hash.ts'
import { type Database, inTransaction, isUniqueViolation } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { ApiError, type ErrorDetail, invalidPasswordHash, notFound } from '../../errors/errors.ts'
import { checkMetadata } from '../../http/wire-fields.ts'
import { createId, isId } from '../../ids/ids.ts'
import type { Environment } from '../environments/environment.ts'
import { recordEvents } from '../events/event.ts'
import { normalizeEmail, parseEmail } from './email-address.ts'
import * as emailChanges from './email-change-store.ts'
import { userCreated, userDeleted, userUpdated } from './events.ts'
import { checkPassword } from './password-policy.ts'
import * as store from './store.ts'

/** For statements of other features that read a user along with rows of their own. */
export {
  fromJson as userFromJson,
  fromRow as userFromRow,
  type RowAsJson as UserAsJson,
  removeAll as removeUsers,
} from './store.ts'

/**
 * A user is one person's account in one environment, known by its email address, of which there is
 * one whatever its case. It ends when it is deleted, and its sessions and codes end with it.
 */
export interface User {
  environmentId: string
  id: string
  /** As it was entered. */
  email: string
  emailVerified: boolean
  firstName: string | null
  lastName: string | null
  name: string | null
  profilePictureUrl: string | null
  externalId: string | null
  metadata: Record<string, string>
  locale: string | null
  lastSignInAt: Date | null
  /** What was proven of the account in an earlier one starts no session any more. */
  proofEpoch: number
  createdAt: Date
  updatedAt: Date
}

/** A password itself, or a hash that another system made of it. */
export interface NewPassword {
  password?: string
  passwordHash?: string
  passwordHashType?: ImportedHashType
  /** For ssha256: on which side of the password the salt stood. */
  passwordSaltPosition?: 'prefix' | 'suffix'
}

export interface NewUser extends NewPassword, UserHistory {
  /** Only where a configuration file or an import pins it; no other request chooses ids. */
  id?: string
  email: string
  emailVerified?: boolean
  firstName?: string | null
  lastName?: string | null
  name?: string | null
  externalId?: string | null
  metadata?: Record<string, string>
  locale?: string | null
}

/** What an account was elsewhere, before it was imported. */
export interface UserHistory {
  profilePictureUrl?: string | null
  lastSignInAt?: Date | null
  createdAt?: Date
  updatedAt?: Date
}

export interface UserChanges extends NewPassword {
  email?: string
  emailVerified?: boolean
  firstName?: string | null
  lastName?: string | null
  name?: string | null
  externalId?: string | null
  /** Merged into what is there; a null removes its key, an empty object removes all. */
  metadata?: Record<string, string | null>
  locale?: string | null
}

export async function findUser(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<User | null> {
  return isId('user', id) ? store.find(deps.db, environmentId, id) : null
}

export async function getUserByExternalId(
  deps: Deps,
  environmentId: string,
  externalId: string,
): Promise<User> {
  const user = await store.findByExternalId(deps.db, environmentId, externalId)
  if (!user) throw notFound('User', externalId)
  return user
}

export async function getUser(deps: Deps, environmentId: string, id: string): Promise<User> {
  const user = await findUser(deps, environmentId, id)
  if (!user) throw notFound('User', id)
  return user
}

export async function findUserByEmail(
  deps: Deps,
  environmentId: string,
  email: string,
): Promise<User | null> {
  const normalized = normalizeEmail(email)
  return normalized ? store.findByEmail(deps.db, environmentId, normalized) : null
}

/** The account of this address with the hash of its password, if it has one: for sign-in alone. */
export async function findCredential(
  deps: Deps,
  environmentId: string,
  email: string,
): Promise<{ user: User; passwordHash: string | null } | null> {
  const normalized = normalizeEmail(email)
  return normalized ? store.findCredential(deps.db, environmentId, normalized) : null
}

export interface UserQuery extends store.PageQuery {
  email?: string
  /** Active members of this organization. */
  organizationId?: string
  /** Beginning of an address, first name or last name; or a whole id. */
  search?: string
}

export async function listUsers(
  deps: Deps,
  environmentId: string,
  query: UserQuery,
): Promise<User[]> {
  const email = query.email === undefined ? undefined : (normalizeEmail(query.email) ?? '')
  return store.list(deps.db, environmentId, { ...query, email })
}

/**
 * Makes an account. The password must meet the environment's policy. `alongside` is work of the
 * same transaction: when it throws, there is no account.
 */
export async function createUser(
  deps: Deps,
  environment: Environment,
  newUser: NewUser,
  alongside?: (transaction: Database) => Promise<void>,
): Promise<User> {
  const { email, normalized } = parseEmail(newUser.email)
  checkMetadata(newUser.metadata)
  if (newUser.locale && !isLocale(newUser.locale)) throw invalidLocale(newUser.locale)
  const passwordHash = await hashOf(deps, environment, newUser, newUser)
  const now = deps.clock.now()
  try {
    return await inTransaction(deps.db, async (transaction) => {
      const user = await store.insert(transaction, {
        environmentId: environment.id,
        id: newUser.id ?? createId('user', now),
        email,
        emailNormalized: normalized,
        emailVerified: newUser.emailVerified ?? false,
        firstName: newUser.firstName ?? null,
        lastName: newUser.lastName ?? null,
        name: newUser.name ?? null,
        externalId: newUser.externalId ?? null,
        metadata: newUser.metadata ?? {},
        locale: newUser.locale ?? null,
        profilePictureUrl: newUser.profilePictureUrl ?? null,
        lastSignInAt: newUser.lastSignInAt ?? null,
        createdAt: newUser.createdAt ?? now,
        updatedAt: newUser.updatedAt ?? now,
      })
      if (passwordHash) await setGivenPasswordHash(transaction, user, passwordHash, now)
      await recordEvents(transaction, now, [userCreated(user)])
      await alongside?.(transaction)
      return user
    })
  } catch (error) {
    const conflict = findConflict(error)
    if (!conflict) throw error
    throw new ApiError(400, 'user_creation_error', 'Could not create user.', { errors: [conflict] })
  }
}

export async function updateUser(
  deps: Deps,
  environment: Environment,
  id: string,
  changes: UserChanges,
): Promise<User> {
  const before = await getUser(deps, environment.id, id)
  const address = changes.email === undefined ? null : parseNewEmail(changes.email)
  if (changes.locale && !isLocale(changes.locale)) throw invalidLocale(changes.locale)
  const movesAway = address !== null && address.normalized !== normalizeEmail(before.email)
  if (changes.emailVerified === false && before.emailVerified && !movesAway) {
    throw new ApiError(
      400,
      'email_already_verified',
      'The email of this user is verified and cannot be made unverified.',
    )
  }
  const passwordHash = await hashOf(deps, environment, changes, {
    email: address?.email ?? before.email,
    firstName: changes.firstName ?? before.firstName,
    lastName: changes.lastName ?? before.lastName,
  })
  const now = deps.clock.now()
  try {
    return await inTransaction(deps.db, async (transaction) => {
      const user = await store.update(transaction, before, {
        ...(address ? { email: address.email, emailNormalized: address.normalized } : {}),
        // Ownership was proven for the old address only.
        emailVerified: changes.emailVerified ?? (movesAway ? false : undefined),
        firstName: changes.firstName,
        lastName: changes.lastName,
        name: changes.name,
        externalId: changes.externalId,
        metadata: changes.metadata,
        locale: changes.locale,
        now,
      })
      if (!user) throw notFound('User', id)
      checkMetadata(user.metadata)
      // Whoever knows the password has shown nothing of the new address, and the other way round.
      if (user.emailVerified !== before.emailVerified) {
        await store.setPasswordUnproven(transaction, user, !user.emailVerified)
      }
      if (passwordHash) await setGivenPasswordHash(transaction, user, passwordHash, now)
      await recordEvents(transaction, now, [userUpdated(user)])
      return user
    })
  } catch (error) {
    const conflict = findConflict(error)
    throw conflict
      ? new ApiError(400, conflict.code, conflict.message, { errors: [conflict] })
      : error
  }
}

/** As published: this act has a code of its own for what is no address. */
function parseNewEmail(text: string) {
  if (normalizeEmail(text) !== null) return parseEmail(text)
  throw new ApiError(400, 'invalid_email', 'Enter an email address, such as name@example.com.')
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false
  }
}

const invalidLocale = (text: string) =>
  new ApiError(400, 'invalid_locale', `'${text}' is no locale. Send one such as en or en-GB.`)

/** Deletes the account; its sessions, codes and passwords go with it, in the same statement. */
export async function deleteUser(
  deps: Deps,
  environmentId: string,
  id: string,
  before?: (transaction: Database, now: Date) => Promise<void>,
): Promise<void> {
  const now = deps.clock.now()
  await inTransaction(deps.db, async (transaction) => {
    await before?.(transaction, now)
    const user = isId('user', id) ? await store.remove(transaction, environmentId, id) : null
    if (!user) throw notFound('User', id)
    await recordEvents(transaction, now, [userDeleted(user)])
  })
}

/**
 * Until the caller's transaction ends, others that lock this user wait: what a user has one of, such
 * as an open code, stays one.
 */
export async function lockUser(db: Database, user: User): Promise<void> {
  await store.lock(db, user)
}

/** As {@link lockUser}; false where a proof of that epoch is void by now, or the account gone. */
export async function lockUserInEpoch(
  db: Database,
  user: User,
  proofEpoch: number,
): Promise<boolean> {
  return (await store.lock(db, user)) === proofEpoch
}

/**
 * Makes void whatever was proven of the account until now, and a change of address that it began.
 * Part of the transaction that ends its sessions: a sign-in on its way has started its session
 * before and is seen, or starts none.
 */
export async function beginProofEpoch(db: Database, user: User): Promise<User> {
  const begun = await store.beginProofEpoch(db, user)
  if (!begun) throw notFound('User', user.id)
  await emailChanges.remove(db, user)
  return begun
}

/**
 * Records that ownership of the address was proven, together with the password if there is one. Part
 * of the transaction that consumed the proof.
 */
export async function markEmailVerified(db: Database, user: User, now: Date): Promise<User> {
  if (user.emailVerified) return user
  await store.setPasswordUnproven(db, user, false)
  const verified = await store.update(db, user, { emailVerified: true, now })
  if (!verified) throw notFound('User', user.id)
  await recordEvents(db, now, [userUpdated(verified)])
  return verified
}

/**
 * As {@link markEmailVerified}, for a proof that the password had no part in. Somebody may have signed
 * up with the address of another and a password of their own, to be in the account once its owner
 * proves the address: such a password goes.
 */
export async function markEmailVerifiedWithoutPassword(
  db: Database,
  user: User,
  now: Date,
): Promise<User> {
  if (!user.emailVerified) await store.removeUnprovenPassword(db, user)
  return markEmailVerified(db, user, now)
}

/**
 * Moves the account to an address whose ownership was proven. Part of the transaction that consumed
 * the proof; it fails on `users_email_unique` where the address is somebody else's.
 */
export async function changeEmail(
  db: Database,
  user: User,
  newEmail: string,
  now: Date,
): Promise<User> {
  const { email, normalized } = parseEmail(newEmail)
  const address = { email, emailNormalized: normalized, emailVerified: true }
  const moved = await store.update(db, user, { ...address, now })
  if (!moved) throw notFound('User', user.id)
  await recordEvents(db, now, [userUpdated(moved)])
  return moved
}

/**
 * Sets a password that came without a proof of the address. An application passes on what a visitor
 * chose: as long as the address is unverified, nobody knows that it was its owner.
 */
async function setGivenPasswordHash(
  db: Database,
  user: User,
  passwordHash: string,
  now: Date,
): Promise<void> {
  await store.setPasswordHash(db, user, passwordHash, now, !user.emailVerified)
}

/** Sets a password of whoever proved the address, checked and hashed before the transaction began. */
export async function setPasswordHash(
  db: Database,
  user: User,
  passwordHash: string,
  now: Date,
): Promise<void> {
  await store.setPasswordHash(db, user, passwordHash, now)
}

/** What is stored of a new password: null where none is set. An imported one has no policy to meet. */
async function hashOf(
  deps: Deps,
  environment: Environment,
  given: NewPassword,
  about: { email: string; firstName?: string | null; lastName?: string | null },
): Promise<string | null> {
  const { password, passwordHash, passwordHashType, passwordSaltPosition } = given
  if (passwordHash === undefined && passwordSaltPosition !== undefined) {
    throw new ApiError(
      400,
      'password_salt_position_requires_password_hash',
      'Send password_salt_position with a password_hash only.',
    )
  }
  if (password !== undefined) {
    refuseBoth('password_hash', passwordHash)
    refuseBoth('password_hash_type', passwordHashType)
    await checkPassword(environment.settings.password, password, about)
    return deps.passwordHasher.hash(password)
  }
  if (passwordHash !== undefined && passwordHashType !== undefined) {
    return readImportedHash(passwordHashType, passwordHash, passwordSaltPosition)
  }
  if (passwordHash === undefined && passwordHashType === undefined) return null
  throw invalidPasswordHash('Send password_hash and password_hash_type together.')
}

function refuseBoth(name: string, value: string | undefined): void {
  if (value === undefined) return
  throw new ApiError(
    400,
    `password_and_${name}_provided`,
    `Send either password or ${name}, not both.`,
  )
}

/**
 * Replaces a hash that another system made by one of ours, with the password that was just found
 * right. A password that was changed meanwhile stays changed.
 */
export async function renewPasswordHash(
  deps: Deps,
  user: User,
  renewed: { from: string; password: string },
): Promise<void> {
  const to = await deps.passwordHasher.hash(renewed.password)
  await store.replacePasswordHash(deps.db, user, { from: renewed.from, to }, deps.clock.now())
}

/** Which value is somebody else's already, where that is why the statement failed. */
function findConflict(error: unknown): ErrorDetail | null {
  if (isUniqueViolation(error, 'users_email_unique')) {
    return { code: 'email_not_available', message: 'This email is not available.', field: 'email' }
  }
  if (isUniqueViolation(error, 'users_external_id_unique')) {
    return {
      code: 'external_id_already_used',
      message: 'This external id belongs to another user.',
      field: 'external_id',
    }
  }
  if (isUniqueViolation(error, 'users_pkey')) {
    return { code: 'id_not_available', message: 'This id belongs to another user.', field: 'id' }
  }
  return null
}
