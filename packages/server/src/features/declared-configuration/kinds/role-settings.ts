import type { Static } from '@fastify/type-provider-typebox'
import {
  getRoleSettings,
  type RoleSettings,
  updateRoleSettings,
} from '../../roles/role-settings.ts'
import { DeclarationError, type Declared, defineKind, type World } from '../kind.ts'
import type { DeclaredEnvironment, DeclaredRoleSettings } from '../wire.ts'

/** Of the environment, or of an organization. */
type Item = Static<typeof DeclaredRoleSettings> & { organizationId: string | null }

export const roleSettingsKind = defineKind<Item, RoleSettings>({
  noun: 'role_settings',
  isOwners: true,
  keyOf: ({ organizationId }) => organizationId ?? '',
  declaredIn: (environment) => [...ofEnvironment(environment), ...ofOrganizations(environment)],

  async find({ deps, environment }, item) {
    const settings = await getRoleSettings(deps, environment, item.organizationId)
    refuseUnknownRoles(settings, 'default_role_slug', [item.default_role_slug])
    refuseUnknownRoles(settings, 'priority', item.priority ?? [])
    return settings
  },

  describe: (settings, { priority = [] }) => ({
    default_role_slug: defaultOf(settings),
    // Roles that the file does not name come after those that it does.
    priority: settings.roles.slice(0, priority.length).map(({ slug }) => slug),
    multiple_roles_enabled: settings.multipleRolesEnabled,
  }),

  update: ({ deps, environment }, { roles }, item, changed) => {
    const priority = changed.priority ?? []
    const others = roles.map(({ slug }) => slug).filter((slug) => !priority.includes(slug))
    return updateRoleSettings(deps, environment, item.organizationId, {
      defaultRoleSlug: changed.default_role_slug,
      priority: changed.priority && [...priority, ...others],
      multipleRolesEnabled: changed.multiple_roles_enabled,
    })
  },
})

export async function exportRoleSettings(
  { deps, environment }: World,
  organizationId: string | null,
): Promise<Static<typeof DeclaredRoleSettings>> {
  const settings = await getRoleSettings(deps, environment, organizationId)
  return {
    default_role_slug: defaultOf(settings),
    priority: settings.roles.map(({ slug }) => slug),
    ...(organizationId === null ? { multiple_roles_enabled: settings.multipleRolesEnabled } : {}),
  }
}

const defaultOf = ({ roles }: RoleSettings) => roles.find(({ isDefault }) => isDefault)?.slug ?? ''

function ofEnvironment({ role_settings: settings }: DeclaredEnvironment): Declared<Item>[] {
  return settings ? [{ item: { ...settings, organizationId: null }, at: ['role_settings'] }] : []
}

function ofOrganizations({ organizations = [] }: DeclaredEnvironment): Declared<Item>[] {
  return organizations.flatMap(({ id, role_settings: settings }, index) =>
    settings
      ? [
          {
            item: { ...settings, organizationId: id },
            at: ['organizations', index, 'role_settings'],
          },
        ]
      : [],
  )
}

function refuseUnknownRoles(
  { roles }: RoleSettings,
  field: string,
  slugs: (string | undefined)[],
): void {
  const unknown = slugs.find((slug) => slug && !roles.some((role) => role.slug === slug))
  if (unknown) throw new DeclarationError(field, `There is no role '${unknown}'. Declare it.`)
}
