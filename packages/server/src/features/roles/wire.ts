import { type Static, Type } from '@fastify/type-provider-typebox'
import {
  Description,
  Formed,
  Nullable,
  ShortName,
  Slug,
  slugCharacters,
} from '../../http/wire-fields.ts'
import type { Role } from './role.ts'
import type { RoleSettings } from './role-settings.ts'
import { ownPrefix } from './slug.ts'

export const WireRole = Type.Object(
  {
    object: Type.Literal('role'),
    id: Type.String(),
    slug: Type.String(),
    name: Type.String(),
    description: Nullable(Type.String()),
    type: Type.Union([Type.Literal('EnvironmentRole'), Type.Literal('OrganizationRole')]),
    resource_type_slug: Type.String(),
    permissions: Type.Array(Type.String()),
    created_at: Type.String(),
    updated_at: Type.String(),
  },
  { title: 'Role' },
)

/** In order of priority and whole: the one published list without pages. */
export const WireRoles = Type.Object(
  { object: Type.Literal('list'), data: Type.Array(WireRole) },
  { title: 'Roles' },
)

const about = {
  name: ShortName,
  description: Type.Optional(Description),
  resource_type_slug: Type.Optional(Slug),
}

export const CreateRoleBody = Type.Object({ slug: Slug, ...about }, { title: 'CreateRole' })

const OwnSlug = Formed(
  `${ownPrefix} and then ${slugCharacters.form}`,
  `^${ownPrefix}${slugCharacters.pattern}+$`,
  { maxLength: 48 },
)

export const CreateOrganizationRoleBody = Type.Object(
  {
    slug: Type.Optional(OwnSlug),
    ...about,
  },
  { title: 'CreateOrganizationRole' },
)

export const UpdateRoleBody = Type.Object(
  { name: Type.Optional(ShortName), description: Type.Optional(Description) },
  { title: 'UpdateRole' },
)

export const SetRolePermissionsBody = Type.Object(
  { permissions: Type.Array(Type.String(), { maxItems: 1_000 }) },
  { title: 'SetRolePermissions' },
)

export const AddRolePermissionBody = Type.Object(
  { slug: Type.String() },
  { title: 'AddRolePermission' },
)

export const WireRoleSettings = Type.Object(
  {
    default_role_slug: Type.String(),
    priority: Type.Array(Type.String()),
    multiple_roles_enabled: Type.Boolean(),
  },
  { title: 'RoleSettings' },
)

const arrangement = {
  default_role_slug: Type.Optional(Type.String()),
  priority: Type.Optional(Type.Array(Type.String(), { maxItems: 1_000 })),
}

export const ArrangeRolesBody = Type.Object(arrangement, { title: 'ArrangeRoles' })

export const UpdateRoleSettingsBody = Type.Object(
  { ...arrangement, multiple_roles_enabled: Type.Optional(Type.Boolean()) },
  { title: 'UpdateRoleSettings' },
)

export const fromWireRole = (body: Static<typeof CreateOrganizationRoleBody>) => ({
  slug: body.slug,
  name: body.name,
  description: body.description,
  resourceTypeSlug: body.resource_type_slug,
})

export const toWireRole = (role: Role): Static<typeof WireRole> => ({
  object: 'role',
  id: role.id,
  slug: role.slug,
  name: role.name,
  description: role.description,
  type: role.organizationId === null ? 'EnvironmentRole' : 'OrganizationRole',
  resource_type_slug: role.resourceTypeSlug,
  permissions: role.permissions,
  created_at: role.createdAt.toISOString(),
  updated_at: role.updatedAt.toISOString(),
})

export const toWireRoles = (roles: Role[]): Static<typeof WireRoles> => ({
  object: 'list',
  data: roles.map(toWireRole),
})

export const toWireRoleSettings = ({
  roles,
  multipleRolesEnabled,
}: RoleSettings): Static<typeof WireRoleSettings> => ({
  default_role_slug: roles.find(({ isDefault }) => isDefault)?.slug ?? '',
  priority: roles.map(({ slug }) => slug),
  multiple_roles_enabled: multipleRolesEnabled,
})

export const fromWireArrangement = (body: Static<typeof ArrangeRolesBody>) => ({
  defaultRoleSlug: body.default_role_slug,
  priority: body.priority,
})
