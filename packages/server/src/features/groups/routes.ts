import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { toPage } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { listOf, listQuery, toPageQuery, toWireList } from '../../http/list.ts'
import { toWireMembershipBase, WireMembershipBase } from '../organization-memberships/wire.ts'
import {
  addGroupMember,
  createGroup,
  deleteGroup,
  type GroupScope,
  getGroup,
  listGroupMembers,
  listGroups,
  listGroupsOfMembership,
  removeGroupMember,
  updateGroup,
} from './group.ts'
import {
  AddGroupMemberBody,
  CreateGroupBody,
  toWireGroup,
  UpdateGroupBody,
  WireGroup,
} from './wire.ts'

const path = '/organizations/:organizationId/groups'
const tags = ['groups']
const inOrganization = { organizationId: Type.String() }
const listParams = Type.Object(inOrganization)
const params = Type.Object({ ...inOrganization, groupId: Type.String() })
const querystring = Type.Object(listQuery)

export function groupRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      path,
      {
        schema: {
          operationId: 'listGroups',
          tags,
          params: listParams,
          querystring,
          response: { 200: listOf(WireGroup) },
        },
      },
      async (request) => {
        const page = toPageQuery(request.query)
        const groups = await listGroups(deps, scopeOf(request), page)
        return toWireList(toPage(groups, page), toWireGroup)
      },
    )

    app.post(
      path,
      {
        schema: {
          operationId: 'createGroup',
          tags,
          params: listParams,
          body: CreateGroupBody,
          response: { 201: WireGroup },
        },
      },
      async (request, reply) => {
        const { name, description } = request.body
        const group = await createGroup(deps, scopeOf(request), { name, description })
        return reply.status(201).send(toWireGroup(group))
      },
    )

    app.get(
      `${path}/:groupId`,
      { schema: { operationId: 'getGroup', tags, params, response: { 200: WireGroup } } },
      async (request) =>
        toWireGroup(await getGroup(deps, scopeOf(request), request.params.groupId)),
    )

    app.patch(
      `${path}/:groupId`,
      {
        schema: {
          operationId: 'updateGroup',
          tags,
          params,
          body: UpdateGroupBody,
          response: { 200: WireGroup },
        },
      },
      async (request) => {
        const { name, description } = request.body
        const { groupId } = request.params
        return toWireGroup(
          await updateGroup(deps, scopeOf(request), groupId, { name, description }),
        )
      },
    )

    app.delete(
      `${path}/:groupId`,
      { schema: { operationId: 'deleteGroup', tags, params } },
      async (request, reply) => {
        await deleteGroup(deps, scopeOf(request), request.params.groupId)
        return reply.status(204).send()
      },
    )

    app.get(
      `${path}/:groupId/organization-memberships`,
      {
        schema: {
          operationId: 'listGroupMembers',
          tags,
          params,
          querystring,
          response: { 200: listOf(WireMembershipBase) },
        },
      },
      async (request) => {
        const page = toPageQuery(request.query)
        const { groupId } = request.params
        const members = await listGroupMembers(deps, scopeOf(request), groupId, page)
        return toWireList(toPage(members, page), toWireMembershipBase)
      },
    )

    app.post(
      `${path}/:groupId/organization-memberships`,
      {
        schema: {
          operationId: 'addGroupMember',
          tags,
          params,
          body: AddGroupMemberBody,
          response: { 200: WireGroup },
        },
      },
      async (request) => {
        const { groupId } = request.params
        const { organization_membership_id: membershipId } = request.body
        return toWireGroup(await addGroupMember(deps, scopeOf(request), groupId, membershipId))
      },
    )

    app.delete(
      `${path}/:groupId/organization-memberships/:membershipId`,
      {
        schema: {
          operationId: 'removeGroupMember',
          tags,
          params: Type.Object({ ...params.properties, membershipId: Type.String() }),
        },
      },
      async (request, reply) => {
        const { groupId, membershipId } = request.params
        await removeGroupMember(deps, scopeOf(request), groupId, membershipId)
        return reply.status(204).send()
      },
    )

    app.get(
      '/user_management/organization_memberships/:id/groups',
      {
        schema: {
          operationId: 'listGroupsOfOrganizationMembership',
          tags,
          params: Type.Object({ id: Type.String() }),
          querystring,
          response: { 200: listOf(WireGroup) },
        },
      },
      async (request) => {
        const page = toPageQuery(request.query)
        const { environment, params } = request
        const groups = await listGroupsOfMembership(deps, environment.id, params.id, page)
        return toWireList(toPage(groups, page), toWireGroup)
      },
    )
  }
}

function scopeOf(request: FastifyRequest): GroupScope {
  const { organizationId } = request.params as { organizationId: string }
  return { environmentId: request.environment.id, organizationId }
}
