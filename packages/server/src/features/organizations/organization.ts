import { type Database, inTransaction, isUniqueViolation } from '../../db/database.ts'
import type { PageQuery } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { ApiError, notFound } from '../../errors/errors.ts'
import { checkMetadata } from '../../http/wire-fields.ts'
import { createId, isId } from '../../ids/ids.ts'
import { recordEvents } from '../events/event.ts'
import {
  type DomainData,
  normalizeDomain,
  type OrganizationDomain,
  parseDomainData,
  recordDomainsDeleted,
  refusingDomainConflicts,
  replaceDomains,
} from '../organization-domains/organization-domain.ts'
import { organizationCreated, organizationDeleted, organizationUpdated } from './events.ts'
import * as store from './store.ts'

export { removeAll as removeOrganizations } from './store.ts'

/**
 * An organization is a customer of the application: a company, a team. Users belong to it by their
 * memberships. It ends when it is deleted, and its domains, memberships, roles and keys end with it.
 */
export interface Organization {
  environmentId: string
  id: string
  name: string
  externalId: string | null
  stripeCustomerId: string | null
  allowProfilesOutsideOrganization: boolean
  metadata: Record<string, string>
  domains: OrganizationDomain[]
  createdAt: Date
  updatedAt: Date
}

export interface NewOrganization {
  /** Only where a configuration file or an import pins it; no other request chooses ids. */
  id?: string
  name: string
  externalId?: string | null
  stripeCustomerId?: string | null
  allowProfilesOutsideOrganization?: boolean
  metadata?: Record<string, string>
  domainData?: DomainData[]
  /** Where it was made elsewhere, before it was imported. */
  createdAt?: Date
  updatedAt?: Date
}

export interface OrganizationChanges {
  name?: string
  externalId?: string | null
  stripeCustomerId?: string | null
  allowProfilesOutsideOrganization?: boolean
  /** Merged into what is there; a null removes its key, an empty object removes all. */
  metadata?: Record<string, string | null>
  /** Replaces the domains that are there. */
  domainData?: DomainData[]
}

export async function findOrganization(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<Organization | null> {
  return isId('org', id) ? store.find(deps.db, environmentId, id) : null
}

export async function getOrganization(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<Organization> {
  const organization = await findOrganization(deps, environmentId, id)
  if (!organization) throw notFound('Organization', id)
  return organization
}

export async function getOrganizationByExternalId(
  deps: Deps,
  environmentId: string,
  externalId: string,
): Promise<Organization> {
  const organization = await store.findByExternalId(deps.db, environmentId, externalId)
  if (!organization) throw notFound('Organization', externalId)
  return organization
}

export interface OrganizationQuery extends PageQuery {
  /** Organizations that have any of these, verified or not. */
  domains?: string[]
  /** Beginning of a name or of a domain; or a whole id. */
  search?: string
}

export async function listOrganizations(
  deps: Deps,
  environmentId: string,
  query: OrganizationQuery,
): Promise<Organization[]> {
  const domains = query.domains?.map((domain) => normalizeDomain(domain) ?? '')
  return store.list(deps.db, environmentId, { ...query, domains })
}

export async function createOrganization(
  deps: Deps,
  environmentId: string,
  created: NewOrganization,
): Promise<Organization> {
  const now = deps.clock.now()
  checkMetadata(created.metadata)
  const domainData = parseDomainData(created.domainData ?? [])
  return refusingConflicts(() =>
    inTransaction(deps.db, async (transaction) => {
      const organization = {
        environmentId,
        id: created.id ?? createId('org', now),
        name: created.name,
        externalId: created.externalId ?? null,
        stripeCustomerId: created.stripeCustomerId ?? null,
        allowProfilesOutsideOrganization: created.allowProfilesOutsideOrganization ?? false,
        metadata: created.metadata ?? {},
        domains: [],
        createdAt: created.createdAt ?? now,
        updatedAt: created.updatedAt ?? now,
      }
      await store.insert(transaction, organization)
      const domains = await replaceDomains(transaction, organization, [], domainData, now)
      const complete = { ...organization, domains }
      await recordEvents(transaction, now, [organizationCreated(complete)])
      return complete
    }),
  )
}

export async function updateOrganization(
  deps: Deps,
  environmentId: string,
  id: string,
  changes: OrganizationChanges,
): Promise<Organization> {
  const now = deps.clock.now()
  const domainData = changes.domainData && parseDomainData(changes.domainData)
  return refusingConflicts(() =>
    inTransaction(deps.db, async (transaction) => {
      const updated = isId('org', id)
        ? await store.update(transaction, environmentId, id, { ...changes, now })
        : null
      if (!updated) throw notFound('Organization', id)
      checkMetadata(updated.metadata)
      const domains =
        domainData && (await replaceDomains(transaction, updated, updated.domains, domainData, now))
      const organization = { ...updated, domains: domains ?? updated.domains }
      await recordEvents(transaction, now, [organizationUpdated(organization)])
      return organization
    }),
  )
}

/**
 * Deletes an organization; its domains, memberships, roles and keys go with it. `alongside` is work of
 * the same transaction, for what this feature does not know: when it throws, the organization
 * stays. `before` sees what goes with it.
 */
export async function deleteOrganization(
  deps: Deps,
  environmentId: string,
  id: string,
  alongside?: (transaction: Database, organization: Organization, now: Date) => Promise<void>,
  before?: (transaction: Database, now: Date) => Promise<void>,
): Promise<void> {
  const now = deps.clock.now()
  await inTransaction(deps.db, async (transaction) => {
    await before?.(transaction, now)
    const organization = isId('org', id) ? await store.remove(transaction, environmentId, id) : null
    if (!organization) throw notFound('Organization', id)
    await alongside?.(transaction, organization, now)
    await recordDomainsDeleted(transaction, organization.domains, now)
    await recordEvents(transaction, now, [organizationDeleted(organization)])
  })
}

/** Says which value is another organization's already, where that is why the statement failed. */
async function refusingConflicts<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await refusingDomainConflicts(work)
  } catch (error) {
    if (isUniqueViolation(error, 'organizations_external_id')) {
      throw taken('external_id_already_used', 'This external id belongs to another organization.')
    }
    if (isUniqueViolation(error, 'organizations_stripe_customer')) {
      throw taken(
        'stripe_customer_id_already_used',
        'This Stripe customer id belongs to another organization.',
      )
    }
    if (isUniqueViolation(error, 'organizations_pkey')) {
      throw taken('id_not_available', 'This id belongs to another organization.')
    }
    throw error
  }
}

const taken = (code: string, message: string) => new ApiError(400, code, message)
