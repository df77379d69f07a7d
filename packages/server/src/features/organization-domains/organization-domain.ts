import { type Database, inTransaction, isForeignKeyViolation } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { ApiError, invalidRequestParameters, notFound } from '../../errors/errors.ts'
import { isId } from '../../ids/ids.ts'
import { recordEvents } from '../events/event.ts'
import * as claiming from './claims.ts'
import { parseDomain } from './domain-name.ts'
import { domainDeleted } from './events.ts'
import * as store from './store.ts'
import { lookUpTxtRecords, provesClaim, type TxtLookup } from './txt-record.ts'

export { refusingDomainConflicts } from './claims.ts'
export { normalizeDomain } from './domain-name.ts'
export { domainsOfOrganization, fromJson as domainsFromJson, type JsonRow } from './store.ts'

/**
 * An organization domain is an organization's claim to an internet domain. It is pending until a TXT
 * record proves it or somebody vouches for it; then the domain is that organization's alone, in its
 * environment. A search of thirty days without success ends as failed, and can be begun again. The
 * claim ends when it is deleted, or with its organization.
 */
export interface OrganizationDomain {
  environmentId: string
  id: string
  organizationId: string
  domain: string
  state: 'pending' | 'verified' | 'failed' | 'legacy_verified' | 'unverified'
  /** A record in the DNS, or the word of an owner or of the application. */
  verificationStrategy: 'dns' | 'manual'
  verificationPrefix: string | null
  verificationToken: string | null
  nextCheckAt: Date | null
  verificationExpiresAt: Date | null
  createdAt: Date
  updatedAt: Date
}

/** Why a search ended without success. */
export type VerificationFailure =
  | 'domain_verification_period_expired'
  | 'domain_verified_by_other_organization'

export interface DomainOwner {
  environmentId: string
  /** The organization's. */
  id: string
}

/** A domain that an organization shall have. */
export interface DomainData {
  domain: string
  /** Verified stands for the word of the application: nothing is asked of the DNS. */
  state: 'pending' | 'verified'
}

export async function getOrganizationDomain(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<OrganizationDomain> {
  const domain = isId('org_domain', id) ? await store.find(deps.db, environmentId, id) : null
  if (!domain) throw notFound('Organization domain', id)
  return domain
}

export async function createOrganizationDomain(
  deps: Deps,
  owner: DomainOwner,
  text: string,
): Promise<OrganizationDomain> {
  const domain = parseDomain(text)
  if (!isId('org', owner.id)) throw notFound('Organization', owner.id)
  const now = deps.clock.now()
  try {
    return await claiming.refusingDomainConflicts(() =>
      inTransaction(deps.db, async (transaction) => {
        const claims = await store.lockClaims(transaction, owner.environmentId, [domain])
        if (claiming.isTaken({ organizationId: owner.id, domain }, claims)) {
          throw claiming.domainIsTaken()
        }
        return claiming.addClaim(transaction, owner, domain, now)
      }),
    )
  } catch (error) {
    if (isForeignKeyViolation(error, 'organization_domains_environment_id_organization_id_fkey'))
      throw notFound('Organization', owner.id)
    throw error
  }
}

/** Begins the search for the TXT record, or begins it again, and looks at once. */
export async function verifyOrganizationDomain(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<OrganizationDomain> {
  const searching = await withClaims(
    deps,
    environmentId,
    id,
    async (transaction, claim, claims) => {
      refuseVerified(claim, claims)
      return claiming.searchAgain(transaction, claim, deps.clock.now())
    },
  )
  deps.background('A domain could not be checked.', async () => {
    await checkOrganizationDomain(deps, searching)
  })
  return searching
}

/** Verifies a domain by the word of whoever asks. */
export async function vouchForOrganizationDomain(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<OrganizationDomain> {
  return claiming.refusingDomainConflicts(() =>
    withClaims(deps, environmentId, id, async (transaction, claim, claims) => {
      refuseVerified(claim, claims)
      return claiming.verifyClaim(transaction, claim, 'manual', claims, deps.clock.now())
    }),
  )
}

export async function deleteOrganizationDomain(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<void> {
  const now = deps.clock.now()
  await inTransaction(deps.db, async (transaction) => {
    const isKnown = isId('org_domain', id)
    const removed = isKnown && (await claiming.removeClaim(transaction, { environmentId, id }, now))
    if (!removed) throw notFound('Organization domain', id)
  })
}

/**
 * Asks the DNS once, and settles the claim if the answer does: proven, proven by another organization
 * meanwhile, or looked for long enough. The claim may have changed since it was read, and then stays.
 */
export async function checkOrganizationDomain(
  deps: Deps,
  read: OrganizationDomain,
): Promise<{ domain: OrganizationDomain; lookups: TxtLookup[] }> {
  if (read.state !== 'pending') return { domain: read, lookups: [] }
  const lookups = await lookUpTxtRecords(deps.dns, read)
  const now = deps.clock.now()
  const domain = await claiming.refusingDomainConflicts(() =>
    withClaims(deps, read.environmentId, read.id, (transaction, claim, claims) => {
      const isSettled = claim.state !== 'pending'
      if (isSettled || claim.verificationToken !== read.verificationToken) return claim
      if (claiming.isTaken(claim, claims)) {
        return claiming.failClaim(transaction, claim, 'domain_verified_by_other_organization', now)
      }
      if (provesClaim(claim, lookups)) {
        return claiming.verifyClaim(transaction, claim, 'dns', claims, now)
      }
      const hasExpired = claim.verificationExpiresAt && claim.verificationExpiresAt <= now
      return hasExpired
        ? claiming.failClaim(transaction, claim, 'domain_verification_period_expired', now)
        : claim
    }),
  )
  return { domain, lookups }
}

const checkedAtOnce = 20

/** Checks every claim whose time has come. Each is taken by one server, however many do this. */
export async function checkDueDomains(deps: Deps): Promise<void> {
  for (;;) {
    const due = await store.claimDue(deps.db, {
      now: deps.clock.now(),
      limit: checkedAtOnce,
      periodSeconds: claiming.periodSeconds,
      shortestPauseSeconds: claiming.shortestPauseSeconds,
      longestPauseSeconds: claiming.longestPauseSeconds,
    })
    if (due.length === 0) return
    const checks = await Promise.allSettled(
      due.map((domain) => checkOrganizationDomain(deps, domain)),
    )
    for (const check of checks) {
      // One that was deleted meanwhile is among these, and needs nothing; the others are due again.
      if (check.status === 'rejected') {
        deps.log.warn({ error: check.reason }, 'A domain could not be checked.')
      }
    }
  }
}

/** The domains of an organization that is being made or changed, checked before anything is written. */
export function parseDomainData(wanted: DomainData[]): DomainData[] {
  const parsed = wanted.map(({ domain, state }, index) => ({
    domain: parseDomain(domain, `domain_data.${index}.domain`),
    state,
  }))
  const twice = parsed.findIndex(
    ({ domain }, index) => parsed.findIndex((other) => other.domain === domain) !== index,
  )
  if (twice !== -1) {
    throw invalidRequestParameters([
      {
        code: 'duplicate_domain',
        message: `The domain ${parsed[twice]?.domain} is given twice.`,
        field: `domain_data.${twice}.domain`,
      },
    ])
  }
  return parsed
}

/**
 * Makes these the domains of an organization, and returns them. What is there keeps its id, and what
 * is verified stays so: pending asks for a proof that was given. Part of the caller's transaction.
 */
export async function replaceDomains(
  db: Database,
  owner: DomainOwner,
  before: OrganizationDomain[],
  wanted: DomainData[],
  now: Date,
): Promise<OrganizationDomain[]> {
  const names = wanted.map(({ domain }) => domain)
  const claims = await store.lockClaims(db, owner.environmentId, names)
  for (const claim of before) {
    if (!names.includes(claim.domain)) await claiming.removeClaim(db, claim, now)
  }
  const domains: OrganizationDomain[] = []
  for (const { domain, state } of wanted) {
    if (claiming.isTaken({ organizationId: owner.id, domain }, claims)) {
      throw claiming.domainIsTaken()
    }
    const own = claims.find((one) => one.organizationId === owner.id && one.domain === domain)
    const claim = own ?? (await claiming.addClaim(db, owner, domain, now))
    domains.push(await bring(db, claim, state, claims, now))
  }
  return domains.sort((left, right) => (left.domain < right.domain ? -1 : 1))
}

async function bring(
  db: Database,
  claim: OrganizationDomain,
  state: DomainData['state'],
  claims: OrganizationDomain[],
  now: Date,
): Promise<OrganizationDomain> {
  if (claiming.isVerified(claim) || claim.state === state) return claim
  return state === 'verified'
    ? claiming.verifyClaim(db, claim, 'manual', claims, now)
    : claiming.searchAgain(db, claim, now)
}

/** Tells that these went with their organization. Part of the transaction that deletes it. */
export async function recordDomainsDeleted(
  db: Database,
  domains: OrganizationDomain[],
  now: Date,
): Promise<void> {
  await recordEvents(db, now, domains.map(domainDeleted))
}

/** One claim, and those of all organizations on its domain, which wait until this is decided. */
async function withClaims<T>(
  deps: Deps,
  environmentId: string,
  id: string,
  work: (
    transaction: Database,
    claim: OrganizationDomain,
    claims: OrganizationDomain[],
  ) => T | Promise<T>,
): Promise<T> {
  const { domain } = await getOrganizationDomain(deps, environmentId, id)
  return inTransaction(deps.db, async (transaction) => {
    const claims = await store.lockClaims(transaction, environmentId, [domain])
    const claim = claims.find((one) => one.id === id)
    if (!claim) throw notFound('Organization domain', id)
    return work(transaction, claim, claims)
  })
}

function refuseVerified(claim: OrganizationDomain, claims: OrganizationDomain[]): void {
  const refuse = (message: string) => new ApiError(400, 'domain_already_verified', message)
  if (claiming.isVerified(claim)) throw refuse('Domain is already verified.')
  if (claiming.isTaken(claim, claims)) {
    throw refuse('Domain is already verified by another organization.')
  }
}
