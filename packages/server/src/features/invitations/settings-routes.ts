import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { toPage } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { listOf, listQuery, toPageQuery, toWireList } from '../../http/list.ts'
import { listNamedInvitations, type NamedInvitation, openInvitation } from './invitation.ts'
import { toWireNamedInvitation, WireInvitationState, WireNamedInvitation } from './wire.ts'

const tags = ['dashboard.invitations']

/** The published list finds invitations by whole addresses and knows others by their ids alone. */
export function invitationSettingsRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  // Where mails are really sent, the link is for whoever receives them.
  const urlOf = (invitation: NamedInvitation) =>
    deps.config.development ? openInvitation(deps, invitation).url : null
  return async (app) => {
    app.get(
      '/dashboard/api/invitations',
      {
        schema: {
          operationId: 'listNamedInvitations',
          tags,
          querystring: Type.Object({
            ...listQuery,
            organization_id: Type.Optional(Type.String()),
            search: Type.Optional(Type.String({ maxLength: 256 })),
            state: Type.Optional(WireInvitationState),
          }),
          response: { 200: listOf(WireNamedInvitation) },
        },
      },
      async (request) => {
        const { organization_id: organizationId, search, state, ...list } = request.query
        const page = toPageQuery(list)
        const query = { ...page, organizationId, search: search?.trim(), state }
        const invitations = await listNamedInvitations(deps, request.environment.id, query)
        const now = deps.clock.now()
        return toWireList(toPage(invitations, page), (invitation) =>
          toWireNamedInvitation(invitation, urlOf(invitation), now),
        )
      },
    )
  }
}
