import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { toPage } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { listOf, toPageQuery, toWireList } from '../../http/list.ts'
import { deleteMembershipAndLeaveGroups } from '../groups/group.ts'
import { revokeInvitationsOfMember } from '../invitations/invitation.ts'
import {
  createOrganizationMembership,
  deactivateOrganizationMembership,
  getOrganizationMembership,
  listOrganizationMemberships,
  reactivateOrganizationMembership,
  updateOrganizationMembership,
} from './organization-membership.ts'
import {
  CreateOrganizationMembershipBody,
  fromWireRoles,
  fromWireStatuses,
  MembershipsQuery,
  toWireOrganizationMembership,
  UpdateOrganizationMembershipBody,
  WireOrganizationMembership,
} from './wire.ts'

const path = '/user_management/organization_memberships'
const tags = ['user-management.organization-memberships']
const params = Type.Object({ id: Type.String() })
const response = { 200: WireOrganizationMembership }

export function organizationMembershipRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      path,
      {
        schema: {
          operationId: 'listOrganizationMemberships',
          tags,
          querystring: MembershipsQuery,
          response: { 200: listOf(WireOrganizationMembership) },
        },
      },
      async (request) => {
        const {
          user_id: userId,
          organization_id: organizationId,
          statuses,
          ...list
        } = request.query
        const page = toPageQuery(list)
        const memberships = await listOrganizationMemberships(deps, request.environment.id, {
          ...page,
          userId,
          organizationId,
          statuses: fromWireStatuses(statuses),
        })
        return toWireList(toPage(memberships, page), toWireOrganizationMembership)
      },
    )

    app.post(
      path,
      {
        schema: {
          operationId: 'createOrganizationMembership',
          tags,
          body: CreateOrganizationMembershipBody,
          response: { 201: WireOrganizationMembership },
        },
      },
      async (request, reply) => {
        const { body } = request
        const membership = await createOrganizationMembership(deps, request.environment, {
          userId: body.user_id,
          organizationId: body.organization_id,
          roleSlugs: fromWireRoles(body),
        })
        return reply.status(201).send(toWireOrganizationMembership(membership))
      },
    )

    app.get(
      `${path}/:id`,
      { schema: { operationId: 'getOrganizationMembership', tags, params, response } },
      async (request) => {
        const { id } = request.params
        return toWireOrganizationMembership(
          await getOrganizationMembership(deps, request.environment.id, id),
        )
      },
    )

    app.put(
      `${path}/:id`,
      {
        schema: {
          operationId: 'updateOrganizationMembership',
          tags,
          params,
          body: UpdateOrganizationMembershipBody,
          response,
        },
      },
      async (request) => {
        const changes = { roleSlugs: fromWireRoles(request.body) }
        const { id } = request.params
        return toWireOrganizationMembership(
          await updateOrganizationMembership(deps, request.environment, id, changes),
        )
      },
    )

    app.delete(
      `${path}/:id`,
      { schema: { operationId: 'deleteOrganizationMembership', tags, params } },
      async (request, reply) => {
        const { id } = request.params
        const { id: environmentId } = request.environment
        await deleteMembershipAndLeaveGroups(deps, environmentId, id, revokeInvitationsOfMember)
        return reply.status(200).send()
      },
    )

    app.put(
      `${path}/:id/deactivate`,
      { schema: { operationId: 'deactivateOrganizationMembership', tags, params, response } },
      async (request) => {
        const { environment, params } = request
        return toWireOrganizationMembership(
          await deactivateOrganizationMembership(
            deps,
            environment.id,
            params.id,
            revokeInvitationsOfMember,
          ),
        )
      },
    )

    app.put(
      `${path}/:id/reactivate`,
      { schema: { operationId: 'reactivateOrganizationMembership', tags, params, response } },
      async (request) => {
        const { id } = request.params
        return toWireOrganizationMembership(
          await reactivateOrganizationMembership(deps, request.environment.id, id),
        )
      },
    )
  }
}
