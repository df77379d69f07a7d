import type { Static } from '@fastify/type-provider-typebox'
import {
  createPermission,
  findPermission,
  listPermissions,
  type Permission,
  updatePermission,
} from '../../permissions/permission.ts'
import { defineKind, everyPage, given, sayWhatIsThere, type World } from '../kind.ts'
import type { DeclaredPermission } from '../wire.ts'
import { refuseOtherResourceType, sayResourceType } from './resource-type.ts'

type Item = Static<typeof DeclaredPermission>

export const permissionsKind = defineKind<Item, Permission>({
  noun: 'permission',
  keyOf: ({ slug }) => slug,
  declaredIn: ({ permissions: items = [] }) =>
    items.map((item, index) => ({ item, at: ['permissions', index] })),

  async find({ deps, environment }, item) {
    const present = await findPermission(deps, environment.id, item.slug)
    return refuseOtherResourceType(present, item)
  },

  describe: ({ name, description }) => ({ name, description }),

  create: ({ deps, environment }, { slug, name, description, resource_type_slug: type }) =>
    createPermission(deps, environment.id, {
      slug,
      name,
      ...given({ description, resourceTypeSlug: type }),
    }),

  update: ({ deps, environment }, { slug }, _item, { name, description }) =>
    updatePermission(deps, environment.id, slug, { name, description }),
})

export async function exportPermissions({ deps, environment }: World): Promise<Item[]> {
  const all = await everyPage((page) => listPermissions(deps, environment.id, page))
  return all
    .filter(({ system }) => !system)
    .map(({ slug, name, description, resourceTypeSlug }) =>
      sayWhatIsThere({ slug, name, description, ...sayResourceType(resourceTypeSlug) }),
    )
    .sort((left, right) => (left.slug < right.slug ? -1 : 1))
}
