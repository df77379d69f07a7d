import type { Static } from '@fastify/type-provider-typebox'
import { revokeInvitationsOfMember } from '../../invitations/invitation.ts'
import {
  createOrganizationMembership,
  deactivateOrganizationMembership,
  findMembershipOfUser,
  listOrganizationMemberships,
  type OrganizationMembership,
  reactivateOrganizationMembership,
  updateOrganizationMembership,
} from '../../organization-memberships/organization-membership.ts'
import { about, asDeclared, defineKind, everyPage, type World } from '../kind.ts'
import type { DeclaredMembership } from '../wire.ts'
import { getUserNamed } from './named-user.ts'

type Item = Static<typeof DeclaredMembership> & { organizationId: string }

/** Added to those that an organization has. */
export const organizationMembershipsKind = defineKind<Item, OrganizationMembership>({
  noun: 'organization_membership',
  keyOf: ({ user, organizationId }) => `${user} of ${organizationId}`,
  declaredIn: ({ organizations = [] }) =>
    organizations.flatMap(({ id, memberships = [] }, organization) =>
      memberships.map((membership, index) => ({
        item: { ...membership, organizationId: id },
        at: ['organizations', organization, 'memberships', index],
      })),
    ),

  async find(world, { user, organizationId }) {
    const { deps, environment } = world
    const { id } = await getUserNamed(world, 'user', user)
    return findMembershipOfUser(deps, environment.id, id, organizationId)
  },

  // One that is pending becomes active when its invitation is accepted, and not before.
  describe: ({ roles, status }, item) => ({
    roles: asDeclared(item.roles, roles),
    ...(status === 'pending' ? {} : { status }),
  }),

  async create(world, { user, organizationId, roles, status }) {
    const { deps, environment } = world
    const { id: userId } = await getUserNamed(world, 'user', user)
    const created = { userId, organizationId, roleSlugs: roles }
    const { id } = await about('roles', createOrganizationMembership(deps, environment, created))
    if (status === 'inactive') await deactivate(world, id)
  },

  async update(world, { id }, _item, { roles, status }) {
    const { deps, environment } = world
    await about('roles', updateOrganizationMembership(deps, environment, id, { roleSlugs: roles }))
    if (status === 'active') await reactivateOrganizationMembership(deps, environment.id, id)
    if (status === 'inactive') await deactivate(world, id)
  },
})

const deactivate = ({ deps, environment }: World, id: string) =>
  deactivateOrganizationMembership(deps, environment.id, id, revokeInvitationsOfMember)

/** Without those that are pending: they belong to an invitation. */
export async function exportMemberships(
  { deps, environment }: World,
  organizationId: string,
): Promise<Static<typeof DeclaredMembership>[]> {
  const memberships = await everyPage((page) =>
    listOrganizationMemberships(deps, environment.id, {
      ...page,
      organizationId,
      statuses: ['active', 'inactive'],
    }),
  )
  return memberships.map(({ user, roles, status }) => ({
    user: user.email,
    roles,
    ...(status === 'inactive' ? { status } : {}),
  }))
}
