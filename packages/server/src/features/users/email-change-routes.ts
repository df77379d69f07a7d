import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { getDefaultApplication } from '../applications/application.ts'
import { confirmEmailChange, sendEmailChange } from './email-change.ts'
import { toWireUser, WireUser } from './wire.ts'

const tags = ['user-management.users']
const params = Type.Object({ id: Type.String() })

const WireEmailChange = Type.Object(
  {
    object: Type.Literal('email_change'),
    user: WireUser,
    new_email: Type.String(),
    expires_at: Type.String(),
    created_at: Type.String(),
  },
  { title: 'EmailChange' },
)

const WireEmailChangeConfirmation = Type.Object(
  { object: Type.Literal('email_change_confirmation'), user: WireUser },
  { title: 'EmailChangeConfirmation' },
)

export function emailChangeRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/user_management/users/:id/email_change/send',
      {
        schema: {
          operationId: 'sendEmailChange',
          tags,
          params,
          body: Type.Object({ new_email: Type.String() }, { title: 'SendEmailChange' }),
          response: { 200: WireEmailChange },
        },
      },
      async (request) => {
        const { id: environmentId } = request.environment
        const application = await getDefaultApplication(deps, environmentId)
        const { user, change } = await sendEmailChange(
          deps,
          application,
          environmentId,
          request.params.id,
          request.body.new_email,
        )
        return {
          object: 'email_change' as const,
          user: toWireUser(user),
          new_email: change.newEmail,
          expires_at: change.expiresAt.toISOString(),
          created_at: change.createdAt.toISOString(),
        }
      },
    )

    app.post(
      '/user_management/users/:id/email_change/confirm',
      {
        schema: {
          operationId: 'confirmEmailChange',
          tags,
          params,
          body: Type.Object({ code: Type.String() }, { title: 'ConfirmEmailChange' }),
          response: { 200: WireEmailChangeConfirmation },
        },
      },
      async (request) => {
        const { environment, params, body } = request
        const user = await confirmEmailChange(deps, environment.id, params.id, body.code)
        return { object: 'email_change_confirmation' as const, user: toWireUser(user) }
      },
    )
  }
}
