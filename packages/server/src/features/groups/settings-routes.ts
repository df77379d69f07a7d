import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { toPage } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { listOf, listQuery, toPageQuery, toWireList } from '../../http/list.ts'
import {
  toWireOrganizationMembership,
  WireOrganizationMembership,
} from '../organization-memberships/wire.ts'
import { listGroupMembers } from './group.ts'

const tags = ['dashboard.groups']

/** The published list of a group's members does not say who they are. */
export function groupSettingsRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/dashboard/api/organizations/:organizationId/groups/:groupId/members',
      {
        schema: {
          operationId: 'listNamedGroupMembers',
          tags,
          params: Type.Object({ organizationId: Type.String(), groupId: Type.String() }),
          querystring: Type.Object(listQuery),
          response: { 200: listOf(WireOrganizationMembership) },
        },
      },
      async ({ environment, params: { organizationId, groupId }, query }) => {
        const page = toPageQuery(query)
        const scope = { environmentId: environment.id, organizationId }
        const members = await listGroupMembers(deps, scope, groupId, page)
        return toWireList(toPage(members, page), toWireOrganizationMembership)
      },
    )
  }
}
