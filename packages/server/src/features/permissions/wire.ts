import { type Static, Type } from '@fastify/type-provider-typebox'
import { Description, Nullable, ShortName, Slug } from '../../http/wire-fields.ts'
import type { Permission } from './permission.ts'

export const WirePermission = Type.Object(
  {
    object: Type.Literal('permission'),
    id: Type.String(),
    slug: Type.String(),
    name: Type.String(),
    description: Nullable(Type.String()),
    system: Type.Boolean(),
    resource_type_slug: Type.String(),
    created_at: Type.String(),
    updated_at: Type.String(),
  },
  { title: 'Permission' },
)

export const CreatePermissionBody = Type.Object(
  {
    slug: Slug,
    name: ShortName,
    description: Type.Optional(Description),
    resource_type_slug: Type.Optional(Slug),
  },
  { title: 'CreatePermission' },
)

export const UpdatePermissionBody = Type.Object(
  { name: Type.Optional(ShortName), description: Type.Optional(Description) },
  { title: 'UpdatePermission' },
)

export const toWirePermission = (permission: Permission): Static<typeof WirePermission> => ({
  object: 'permission',
  id: permission.id,
  slug: permission.slug,
  name: permission.name,
  description: permission.description,
  system: permission.system,
  resource_type_slug: permission.resourceTypeSlug,
  created_at: permission.createdAt.toISOString(),
  updated_at: permission.updatedAt.toISOString(),
})
