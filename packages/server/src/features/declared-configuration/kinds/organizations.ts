import { isDeepStrictEqual } from 'node:util'
import type { Static } from '@fastify/type-provider-typebox'
import {
  createOrganization,
  findOrganization,
  listOrganizations,
  type Organization,
  updateOrganization,
} from '../../organizations/organization.ts'
import {
  defineKind,
  everyPage,
  given,
  sayWhatIsThere,
  type World,
  withoutEmptyLists,
} from '../kind.ts'
import type { DeclaredOrganization } from '../wire.ts'
import { domainsOf } from './organization-domains.ts'
import { exportMemberships } from './organization-memberships.ts'
import { exportRoleSettings } from './role-settings.ts'
import { exportRoles } from './roles.ts'

type Item = Static<typeof DeclaredOrganization>

/**
 * Known by their ids, because a name may be given twice. What belongs to one stands inside of it in
 * the file and is a kind of its own.
 */
export const organizationsKind = defineKind<Item, Organization>({
  noun: 'organization',
  keyOf: ({ id }) => id,
  declaredIn: ({ organizations: items = [] }) =>
    items.map((item, index) => ({ item, at: ['organizations', index] })),
  find: ({ deps, environment }, { id }) => findOrganization(deps, environment.id, id),
  describe: (organization) => fieldsOf(organization),

  async create({ deps, environment }, item) {
    const { stripeCustomerId, ...fields } = toChanges(item)
    const { id, name } = item
    await createOrganization(deps, environment.id, { ...fields, id, name })
    if (stripeCustomerId) {
      await updateOrganization(deps, environment.id, id, { stripeCustomerId })
    }
  },

  update: ({ deps, environment }, { id }, _item, changed) =>
    updateOrganization(deps, environment.id, id, toChanges(changed)),
})

export async function exportOrganizations(world: World): Promise<Item[]> {
  const { deps, environment } = world
  const arrangement = await exportArrangement(world, null)
  const organizations = await everyPage((page) => listOrganizations(deps, environment.id, page))
  const items: Item[] = []
  for (const organization of organizations) {
    const { id } = organization
    const roleSettings = await exportArrangement(world, id)
    items.push({
      id,
      ...sayWhatIsThere(fieldsOf(organization)),
      ...withoutEmptyLists({
        domains: domainsOf(organization),
        roles: await exportRoles(world, id),
        memberships: await exportMemberships(world, id),
      }),
      // One without an order and a default of its own follows the environment's.
      ...(isDeepStrictEqual(roleSettings, arrangement) ? {} : { role_settings: roleSettings }),
    })
  }
  return items
}

async function exportArrangement(world: World, organizationId: string | null) {
  const { default_role_slug, priority } = await exportRoleSettings(world, organizationId)
  return { default_role_slug, priority }
}

const fieldsOf = (organization: Organization) => ({
  name: organization.name,
  external_id: organization.externalId,
  stripe_customer_id: organization.stripeCustomerId,
  allow_profiles_outside_organization: organization.allowProfilesOutsideOrganization,
  metadata: organization.metadata,
})

const toChanges = (item: Partial<Item>) =>
  given({
    name: item.name,
    externalId: item.external_id,
    stripeCustomerId: item.stripe_customer_id,
    allowProfilesOutsideOrganization: item.allow_profiles_outside_organization,
    metadata: item.metadata,
  })
