import { inTransaction, isUniqueViolation } from '../../db/database.ts'
import type { PageQuery } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { ApiError, invalidMetadata, notFound } from '../../errors/errors.ts'
import { longestMetadata } from '../../http/wire-fields.ts'
import { createId, isId } from '../../ids/ids.ts'
import { recordEvents } from '../events/event.ts'
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
  createdAt: Date
  updatedAt: Date
}

export interface NewOrganization {
  /** Only where an operator pins it; nobody chooses ids over HTTP. */
  id?: string
  name: string
  externalId?: string | null
  allowProfilesOutsideOrganization?: boolean
  metadata?: Record<string, string>
}

export interface OrganizationChanges {
  name?: string
  externalId?: string | null
  stripeCustomerId?: string | null
  allowProfilesOutsideOrganization?: boolean
  /** Merged into what is there; a null removes its key, an empty object removes all. */
  metadata?: Record<string, string | null>
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

export async function listOrganizations(
  deps: Deps,
  environmentId: string,
  query: PageQuery & { domains?: string[]; search?: string },
): Promise<Organization[]> {
  return store.list(deps.db, environmentId, query)
}

export async function createOrganization(
  deps: Deps,
  environmentId: string,
  created: NewOrganization,
): Promise<Organization> {
  const now = deps.clock.now()
  return refusingConflicts(() =>
    inTransaction(deps.db, async (transaction) => {
      const organization = await store.insert(transaction, {
        environmentId,
        id: created.id ?? createId('org', now),
        name: created.name,
        externalId: created.externalId ?? null,
        stripeCustomerId: null,
        allowProfilesOutsideOrganization: created.allowProfilesOutsideOrganization ?? false,
        metadata: created.metadata ?? {},
        createdAt: now,
        updatedAt: now,
      })
      await recordEvents(transaction, now, [organizationCreated(organization)])
      return organization
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
  return refusingConflicts(() =>
    inTransaction(deps.db, async (transaction) => {
      const organization = isId('org', id)
        ? await store.update(transaction, environmentId, id, { ...changes, now })
        : null
      if (!organization) throw notFound('Organization', id)
      if (Object.keys(organization.metadata).length > longestMetadata) {
        throw invalidMetadata(longestMetadata)
      }
      await recordEvents(transaction, now, [organizationUpdated(organization)])
      return organization
    }),
  )
}

export async function deleteOrganization(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<void> {
  await inTransaction(deps.db, async (transaction) => {
    const organization = isId('org', id) ? await store.remove(transaction, environmentId, id) : null
    if (!organization) throw notFound('Organization', id)
    await recordEvents(transaction, deps.clock.now(), [organizationDeleted(organization)])
  })
}

/** Says which value is another organization's already, where that is why the statement failed. */
async function refusingConflicts<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
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
    throw error
  }
}

const taken = (code: string, message: string) => new ApiError(400, code, message)
