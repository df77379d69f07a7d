import { addSeconds } from '../../config/clock.ts'
import { type Database, isUniqueViolation } from '../../db/database.ts'
import { ApiError } from '../../errors/errors.ts'
import { createId } from '../../ids/ids.ts'
import { recordEvents } from '../events/event.ts'
import {
  domainCreated,
  domainDeleted,
  domainUpdated,
  domainVerificationFailed,
  domainVerified,
} from './events.ts'
import type { DomainOwner, OrganizationDomain, VerificationFailure } from './organization-domain.ts'
import * as store from './store.ts'
import { newTxtRecord } from './txt-record.ts'

/**
 * Several organizations may claim a domain, and one of them has it: the first that proves it, which
 * ends the search of the others. Everything here is part of a transaction that has locked the claims.
 */

/** So long the DNS is asked, sooner in the beginning than in the end. */
export const periodSeconds = 30 * 24 * 3600
export const shortestPauseSeconds = 300
export const longestPauseSeconds = 6 * 3600

export const isVerified = ({ state }: OrganizationDomain) =>
  state === 'verified' || state === 'legacy_verified'

/** Whether another organization has the domain of this claim already. */
export const isTaken = (
  { organizationId, domain }: Pick<OrganizationDomain, 'organizationId' | 'domain'>,
  claims: OrganizationDomain[],
) =>
  claims.some(
    (other) =>
      isVerified(other) && other.domain === domain && other.organizationId !== organizationId,
  )

export async function addClaim(
  db: Database,
  owner: DomainOwner,
  domain: string,
  now: Date,
): Promise<OrganizationDomain> {
  const claim: OrganizationDomain = {
    environmentId: owner.environmentId,
    id: createId('org_domain', now),
    organizationId: owner.id,
    domain,
    ...beginning(now),
    createdAt: now,
    updatedAt: now,
  }
  await store.insert(db, claim)
  await recordEvents(db, now, [domainCreated(claim)])
  return claim
}

/** Looks for the record for another whole period. One that was given up is looked for under a new token. */
export async function searchAgain(
  db: Database,
  claim: OrganizationDomain,
  now: Date,
): Promise<OrganizationDomain> {
  const { verificationPrefix, verificationToken, ...anew } = beginning(now)
  // The record of a search that goes on may be in the DNS already, and stays right.
  const record = claim.state === 'pending' ? {} : { verificationPrefix, verificationToken }
  const searching = { ...claim, ...anew, ...record, updatedAt: now }
  await store.update(db, searching)
  await recordEvents(db, now, [domainUpdated(searching)])
  return searching
}

export async function verifyClaim(
  db: Database,
  claim: OrganizationDomain,
  strategy: OrganizationDomain['verificationStrategy'],
  claims: OrganizationDomain[],
  now: Date,
): Promise<OrganizationDomain> {
  const asksDns = strategy === 'dns'
  const verified: OrganizationDomain = {
    ...claim,
    ...ended,
    state: 'verified',
    verificationStrategy: strategy,
    verificationPrefix: asksDns ? claim.verificationPrefix : null,
    verificationToken: asksDns ? claim.verificationToken : null,
    updatedAt: now,
  }
  await store.update(db, verified)
  await recordEvents(db, now, [domainVerified(verified)])
  for (const rival of claims) {
    const isRival = rival.domain === claim.domain && rival.organizationId !== claim.organizationId
    if (isRival && rival.state === 'pending') {
      await failClaim(db, rival, 'domain_verified_by_other_organization', now)
    }
  }
  return verified
}

export async function failClaim(
  db: Database,
  claim: OrganizationDomain,
  reason: VerificationFailure,
  now: Date,
): Promise<OrganizationDomain> {
  const failed: OrganizationDomain = { ...claim, ...ended, state: 'failed', updatedAt: now }
  await store.update(db, failed)
  await recordEvents(db, now, [domainVerificationFailed(failed, reason)])
  return failed
}

export async function removeClaim(
  db: Database,
  { environmentId, id }: Pick<OrganizationDomain, 'environmentId' | 'id'>,
  now: Date,
): Promise<OrganizationDomain | null> {
  const removed = await store.remove(db, environmentId, id)
  if (removed) await recordEvents(db, now, [domainDeleted(removed)])
  return removed
}

/** Two claims that were made at the same moment meet at the constraints of the table. */
export async function refusingDomainConflicts<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isUniqueViolation(error, 'organization_domains_unique')) throw domainAlreadyExists()
    if (isUniqueViolation(error, 'organization_domains_verified')) throw domainIsTaken()
    throw error
  }
}

export const domainAlreadyExists = () =>
  new ApiError(409, 'domain_already_exists', 'Domain already exists for this organization.')

export const domainIsTaken = () =>
  new ApiError(
    409,
    'domain_already_exists',
    'This domain is verified by another organization. Remove it there first.',
  )

const beginning = (now: Date) => ({
  state: 'pending' as const,
  verificationStrategy: 'dns' as const,
  ...newTxtRecord(),
  nextCheckAt: addSeconds(now, shortestPauseSeconds),
  verificationExpiresAt: addSeconds(now, periodSeconds),
})

const ended = { nextCheckAt: null, verificationExpiresAt: null }
