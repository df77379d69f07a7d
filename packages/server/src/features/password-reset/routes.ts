import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { hashToken } from '../../crypto/tokens.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors/errors.ts'
import { getDefaultApplication } from '../applications/application.ts'
import { findUserByEmail } from '../users/user.ts'
import { toWireUser, WireUser } from '../users/wire.ts'
import {
  confirmPasswordReset,
  countPasswordReset,
  createPasswordReset,
  getPasswordReset,
} from './password-reset.ts'
import {
  ConfirmPasswordResetBody,
  CreatePasswordResetBody,
  toWirePasswordReset,
  WirePasswordReset,
} from './wire.ts'

const tags = ['user-management.password-reset']

export function passwordResetRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/user_management/password_reset/:id',
      {
        schema: {
          operationId: 'getPasswordReset',
          tags,
          params: Type.Object({ id: Type.String() }),
          response: { 200: WirePasswordReset },
        },
      },
      async (request) =>
        toWirePasswordReset(
          await getPasswordReset(deps, request.environment.id, request.params.id),
        ),
    )

    app.post(
      '/user_management/password_reset',
      {
        schema: {
          operationId: 'createPasswordReset',
          tags,
          body: CreatePasswordResetBody,
          response: { 201: WirePasswordReset },
        },
      },
      async (request, reply) => {
        const { email } = request.body
        const { environment } = request
        await countPasswordReset(deps, environment.id, email)
        const user = await findUserByEmail(deps, environment.id, email)
        if (!user) throw notFound('User', email)
        const application = await getDefaultApplication(deps, environment.id)
        const created = await createPasswordReset(deps, user, application)
        return reply.status(201).send(toWirePasswordReset(created))
      },
    )

    app.post(
      '/user_management/password_reset/confirm',
      {
        schema: {
          operationId: 'resetPassword',
          tags,
          body: ConfirmPasswordResetBody,
          response: { 200: Type.Object({ user: WireUser }) },
        },
      },
      async (request) => {
        const { token, new_password: newPassword } = request.body
        const { environment } = request
        const user = await confirmPasswordReset(deps, environment, hashToken(token), newPassword)
        return { user: toWireUser(user) }
      },
    )
  }
}
