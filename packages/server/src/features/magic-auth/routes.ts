import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { originOf } from '../../http/request-context.ts'
import { getDefaultApplication } from '../applications/application.ts'
import { getUsableInvitation } from '../invitations/invitation.ts'
import { toWireInvitationEvent } from '../invitations/wire.ts'
import { countMagicAuth, createMagicAuth, getMagicAuth } from './magic-auth.ts'
import { CreateMagicAuthBody, toWireMagicAuth, WireMagicAuth } from './wire.ts'

const tags = ['user-management.magic-auth']

export function magicAuthRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/user_management/magic_auth/:id',
      {
        schema: {
          operationId: 'getMagicAuth',
          tags,
          params: Type.Object({ id: Type.String() }),
          response: { 200: WireMagicAuth },
        },
      },
      async (request) => {
        const { magicAuth, code } = await getMagicAuth(
          deps,
          request.environment.id,
          request.params.id,
        )
        return toWireMagicAuth(magicAuth, code)
      },
    )

    app.post(
      '/user_management/magic_auth',
      {
        schema: {
          operationId: 'createMagicAuth',
          tags,
          body: CreateMagicAuthBody,
          response: { 201: WireMagicAuth },
        },
      },
      async (request, reply) => {
        const { environment } = request
        const { email, invitation_token: token } = request.body
        const invitation = token
          ? await getUsableInvitation(deps, environment.id, token, email)
          : null
        await countMagicAuth(deps, environment, email)
        const application = await getDefaultApplication(deps, environment.id)
        const { magicAuth, code } = await createMagicAuth(deps, environment, application, {
          email,
          invitationId: invitation?.id,
          invitation: invitation && toWireInvitationEvent(invitation, deps.clock.now()),
          from: originOf(request),
        })
        return reply.status(201).send(toWireMagicAuth(magicAuth, code))
      },
    )
  }
}
