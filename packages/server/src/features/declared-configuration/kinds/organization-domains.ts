import type { Static } from '@fastify/type-provider-typebox'
import {
  createOrganizationDomain,
  normalizeDomain,
  type OrganizationDomain,
  vouchForOrganizationDomain,
} from '../../organization-domains/organization-domain.ts'
import { findOrganization, type Organization } from '../../organizations/organization.ts'
import { defineKind } from '../kind.ts'
import type { DeclaredDomain } from '../wire.ts'

type Item = Static<typeof DeclaredDomain> & { organizationId: string }

/** Added to those that an organization has: its own people may have claimed others. */
export const organizationDomainsKind = defineKind<Item, OrganizationDomain>({
  noun: 'organization_domain',
  keyOf: ({ domain, organizationId }) => `${domain} of ${organizationId}`,
  declaredIn: ({ organizations = [] }) =>
    organizations.flatMap(({ id, domains = [] }, organization) =>
      domains.map((domain, index) => ({
        item: { ...domain, organizationId: id },
        at: ['organizations', organization, 'domains', index],
      })),
    ),

  async find({ deps, environment }, { organizationId, domain }) {
    const organization = await findOrganization(deps, environment.id, organizationId)
    const name = normalizeDomain(domain)
    return organization?.domains.find((present) => present.domain === name) ?? null
  },

  // However the search for the record goes on, a pending claim was made as declared.
  describe: (present, { state }) => (state === 'verified' ? { state: stateOf(present) } : {}),

  async create({ deps, environment }, { organizationId, domain, state }) {
    const owner = { environmentId: environment.id, id: organizationId }
    const { id } = await createOrganizationDomain(deps, owner, domain)
    if (state === 'verified') await vouchForOrganizationDomain(deps, environment.id, id)
  },

  update: ({ deps, environment }, { id }) => vouchForOrganizationDomain(deps, environment.id, id),
})

export const domainsOf = ({ domains }: Organization): Static<typeof DeclaredDomain>[] =>
  domains
    .map((present) => ({ domain: present.domain, state: stateOf(present) }))
    .sort((left, right) => (left.domain < right.domain ? -1 : 1))

const stateOf = ({ state }: OrganizationDomain): Item['state'] =>
  ['verified', 'legacy_verified'].includes(state) ? 'verified' : 'pending'
