import type { Static } from '@fastify/type-provider-typebox'
import {
  createRole,
  listRoles,
  type Role,
  setRolePermissions,
  updateRole,
} from '../../roles/role.ts'
import {
  about,
  asDeclared,
  type Declared,
  defineKind,
  sayWhatIsThere,
  type World,
} from '../kind.ts'
import type { DeclaredEnvironment, DeclaredRole } from '../wire.ts'
import { refuseOtherResourceType, sayResourceType } from './resource-type.ts'

/** Of the environment, or of an organization. */
type Item = Static<typeof DeclaredRole> & { organizationId: string | null }

export const rolesKind = defineKind<Item, Role>({
  noun: 'role',
  keyOf: ({ slug, organizationId }) =>
    organizationId === null ? slug : `${slug} of ${organizationId}`,
  declaredIn: (environment) => [...ofEnvironment(environment), ...ofOrganizations(environment)],

  async find(world, item) {
    const known = await listRoles(world.deps, scopeOf(world, item))
    const present = known.find(
      ({ slug, organizationId }) => slug === item.slug && organizationId === item.organizationId,
    )
    return refuseOtherResourceType(present ?? null, item)
  },

  describe: ({ name, description, permissions }, item) => ({
    name,
    description,
    permissions: asDeclared(item.permissions, permissions),
  }),

  async create(world, item) {
    const { slug, name, description, resource_type_slug: resourceTypeSlug } = item
    const scope = scopeOf(world, item)
    await createRole(world.deps, scope, { slug, name, description, resourceTypeSlug })
    await setPermissions(world, item, item.permissions)
  },

  async update(world, { slug }, item, { name, description, permissions }) {
    if (name !== undefined || description !== undefined) {
      await updateRole(world.deps, scopeOf(world, item), slug, { name, description })
    }
    await setPermissions(world, item, permissions)
  },
})

export async function exportRoles(
  { deps, environment }: World,
  organizationId: string | null,
): Promise<Static<typeof DeclaredRole>[]> {
  const roles = await listRoles(deps, { environmentId: environment.id, organizationId })
  return roles
    .filter((role) => role.organizationId === organizationId)
    .map(({ slug, name, description, resourceTypeSlug, permissions }) =>
      sayWhatIsThere({
        slug,
        name,
        description,
        ...sayResourceType(resourceTypeSlug),
        permissions,
      }),
    )
}

function ofEnvironment({ roles = [] }: DeclaredEnvironment): Declared<Item>[] {
  return roles.map((role, index) => ({
    item: { ...role, organizationId: null },
    at: ['roles', index],
  }))
}

function ofOrganizations({ organizations = [] }: DeclaredEnvironment): Declared<Item>[] {
  return organizations.flatMap(({ id, roles = [] }, organization) =>
    roles.map((role, index) => ({
      item: { ...role, organizationId: id },
      at: ['organizations', organization, 'roles', index],
    })),
  )
}

const scopeOf = ({ environment }: World, { organizationId }: Item) => ({
  environmentId: environment.id,
  organizationId,
})

async function setPermissions(
  world: World,
  item: Item,
  permissions: string[] | undefined,
): Promise<void> {
  if (permissions === undefined) return
  const setting = setRolePermissions(world.deps, scopeOf(world, item), item.slug, permissions)
  await about('permissions', setting)
}
