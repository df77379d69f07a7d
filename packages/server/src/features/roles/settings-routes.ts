import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { deleteRoleAndMoveHolders } from '../organization-memberships/organization-membership.ts'
import { getRoleSettings, updateRoleSettings } from './role-settings.ts'
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
      async ({ environment }) => toWireRoleSettings(await getRoleSettings(deps, environment, null)),
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
        const changes = {
          ...fromWireArrangement(body),
          multipleRolesEnabled: body.multiple_roles_enabled,
        }
        return toWireRoleSettings(await updateRoleSettings(deps, environment, null, changes))
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
      async ({ environment, params: { organizationId } }) =>
        toWireRoleSettings(await getRoleSettings(deps, environment, organizationId)),
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
      async ({ environment, params: { organizationId }, body }) => {
        const changes = fromWireArrangement(body)
        return toWireRoleSettings(
          await updateRoleSettings(deps, environment, organizationId, changes),
        )
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
