import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { toPage } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { listOf, listQuery, toPageQuery, toWireList } from '../../http/list.ts'
import { getDefaultApplication } from '../applications/application.ts'
import {
  acceptInvitation,
  getInvitation,
  getInvitationByToken,
  listInvitations,
  type OpenedInvitation,
  openInvitation,
  resendInvitation,
  revokeInvitation,
  sendInvitation,
} from './invitation.ts'
import {
  ResendInvitationBody,
  SendInvitationBody,
  toWireInvitation,
  WireInvitation,
} from './wire.ts'

const tags = ['user-management.invitations']
const params = Type.Object({ id: Type.String() })
const path = '/user_management/invitations'

export function invitationRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  const toWire = (opened: OpenedInvitation) => toWireInvitation(opened, deps.clock.now())
  return async (app) => {
    app.get(
      path,
      {
        schema: {
          operationId: 'listInvitations',
          tags,
          querystring: Type.Object({
            ...listQuery,
            email: Type.Optional(Type.String()),
            organization_id: Type.Optional(Type.String()),
          }),
          response: { 200: listOf(WireInvitation) },
        },
      },
      async (request) => {
        const { email, organization_id: organizationId, ...list } = request.query
        const page = toPageQuery(list)
        const query = { ...page, email, organizationId }
        const invitations = await listInvitations(deps, request.environment.id, query)
        return toWireList(toPage(invitations, page), (sealed) =>
          toWire(openInvitation(deps, sealed)),
        )
      },
    )

    app.post(
      path,
      {
        schema: {
          operationId: 'sendInvitation',
          tags,
          body: SendInvitationBody,
          response: { 201: WireInvitation },
        },
      },
      async (request, reply) => {
        const { body, environment } = request
        const application = await getDefaultApplication(deps, environment.id)
        const sent = await sendInvitation(deps, environment.id, application, {
          email: body.email,
          organizationId: body.organization_id,
          roleSlug: body.role_slug,
          inviterUserId: body.inviter_user_id,
          expiresInDays: body.expires_in_days ?? undefined,
        })
        return reply.status(201).send(toWire(sent))
      },
    )

    app.get(
      `${path}/by_token/:token`,
      {
        schema: {
          operationId: 'findInvitationByToken',
          tags,
          params: Type.Object({ token: Type.String() }),
          response: { 200: WireInvitation },
        },
      },
      async (request) =>
        toWire(await getInvitationByToken(deps, request.environment.id, request.params.token)),
    )

    app.get(
      `${path}/:id`,
      { schema: { operationId: 'getInvitation', tags, params, response: { 200: WireInvitation } } },
      async (request) =>
        toWire(await getInvitation(deps, request.environment.id, request.params.id)),
    )

    app.post(
      `${path}/:id/accept`,
      {
        schema: {
          operationId: 'acceptInvitation',
          tags,
          params,
          response: { 200: WireInvitation },
        },
      },
      async (request) =>
        toWire(await acceptInvitation(deps, request.environment.id, request.params.id)),
    )

    app.post(
      `${path}/:id/resend`,
      {
        schema: {
          operationId: 'resendInvitation',
          tags,
          params,
          body: ResendInvitationBody,
          response: { 200: WireInvitation },
        },
      },
      async (request) => {
        const { id: environmentId } = request.environment
        const application = await getDefaultApplication(deps, environmentId)
        return toWire(await resendInvitation(deps, application, environmentId, request.params.id))
      },
    )

    app.post(
      `${path}/:id/revoke`,
      {
        schema: {
          operationId: 'revokeInvitation',
          tags,
          params,
          response: { 200: WireInvitation },
        },
      },
      async (request) =>
        toWire(await revokeInvitation(deps, request.environment.id, request.params.id)),
    )
  }
}
