import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { getDefaultApplication } from '../applications/application.ts'
import { getUser } from '../users/user.ts'
import { toWireUser, WireUser } from '../users/wire.ts'
import {
  confirmEmailVerification,
  getEmailVerification,
  sendVerificationEmail,
} from './email-verification.ts'
import { toWireEmailVerification, WireEmailVerification } from './wire.ts'

const tags = ['user-management.email-verification']
const params = Type.Object({ id: Type.String() })

export function emailVerificationRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/user_management/email_verification/:id',
      {
        schema: {
          operationId: 'getEmailVerification',
          tags,
          params,
          response: { 200: WireEmailVerification },
        },
      },
      async (request) => {
        const { verification, code } = await getEmailVerification(
          deps,
          request.environment.id,
          request.params.id,
        )
        return toWireEmailVerification(verification, code)
      },
    )

    app.post(
      '/user_management/users/:id/email_verification/send',
      {
        schema: {
          operationId: 'sendVerificationEmail',
          tags,
          params,
          response: { 200: Type.Object({ user: WireUser }) },
        },
      },
      async (request) => {
        const user = await getUser(deps, request.environment.id, request.params.id)
        const application = await getDefaultApplication(deps, request.environment.id)
        await sendVerificationEmail(deps, user, application)
        return { user: toWireUser(user) }
      },
    )

    app.post(
      '/user_management/users/:id/email_verification/confirm',
      {
        schema: {
          operationId: 'verifyEmail',
          tags,
          params,
          body: Type.Object({ code: Type.String() }, { title: 'VerifyEmail' }),
          response: { 200: Type.Object({ user: WireUser }) },
        },
      },
      async (request) => {
        const { environment, params, body } = request
        const user = await confirmEmailVerification(deps, environment.id, params.id, body.code)
        return { user: toWireUser(user) }
      },
    )
  }
}
