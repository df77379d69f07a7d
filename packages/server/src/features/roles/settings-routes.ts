import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { allowMultipleRoles } from '../environments/environment.ts'
import { deleteRoleAndMoveHolders } from '../organization-memberships/organization-membership.ts'
import { listRoles } from './role.ts'
import { arrangeRoles } from './role-settings.ts'
import {
  ArrangeRolesBody,
  fromWireArrangement,
  toWireRoleSettings,
  UpdateRoleSettingsBody,
  WireRoleSettings,
} from './wire.ts'

const tags = ['dashboard.roles']
const ofOrganization = Type.Object({ organizationId: Type.String() })

/** What of roles the published API has no address for. */
export function roleSettingsRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/dashboard/api/role_settings',
      {
        schema: { operationId: 'getRoleSettings', tags, response: { 200: WireRoleSettings } },
      },
      async ({ environment }) => {
        const roles = await listRoles(deps, { environmentId: environment.id, organizationId: null })
        return toWireRoleSettings(roles, environment.multipleRolesEnabled)
      },
    )

    app.patch(
      '/dashboard/api/role_settings',
      {
        schema: {
          operationId: 'updateRoleSettings',
          tags,
          body: UpdateRoleSettingsBody,
          response: { 200: WireRoleSettings },
        },
      },
      async ({ environment, body }) => {
        const scope = { environmentId: environment.id, organizationId: null }
        const roles = await arrangeRoles(deps, scope, fromWireArrangement(body))
        const enabled = body.multiple_roles_enabled ?? environment.multipleRolesEnabled
        if (enabled !== environment.multipleRolesEnabled) {
          await allowMultipleRoles(deps, environment.id, enabled)
        }
        return toWireRoleSettings(roles, enabled)
      },
    )

    app.get(
      '/dashboard/api/organizations/:organizationId/role_settings',
      {
        schema: {
          operationId: 'getOrganizationRoleSettings',
          tags,
          params: ofOrganization,
          response: { 200: WireRoleSettings },
        },
      },
      async ({ environment, params }) => {
        const roles = await listRoles(deps, { environmentId: environment.id, ...params })
        return toWireRoleSettings(roles, environment.multipleRolesEnabled)
      },
    )

    app.patch(
      '/dashboard/api/organizations/:organizationId/role_settings',
      {
        schema: {
          operationId: 'updateOrganizationRoleSettings',
          tags,
          params: ofOrganization,
          body: ArrangeRolesBody,
          response: { 200: WireRoleSettings },
        },
      },
      async ({ environment, params, body }) => {
        const scope = { environmentId: environment.id, ...params }
        const roles = await arrangeRoles(deps, scope, fromWireArrangement(body))
        return toWireRoleSettings(roles, environment.multipleRolesEnabled)
      },
    )

    app.delete(
      '/dashboard/api/roles/:slug',
      {
        schema: {
          operationId: 'deleteRole',
          tags,
          params: Type.Object({ slug: Type.String() }),
        },
      },
      async (request, reply) => {
        await deleteRoleAndMoveHolders(deps, request.environment.id, request.params.slug)
        return reply.status(204).send()
      },
    )
  }
}
