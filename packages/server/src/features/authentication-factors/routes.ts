import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { toPage } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import {
  ApiError,
  invalidRequestParameters,
  oneTimeCodeTooManyAttempts,
} from '../../errors/errors.ts'
import { listOf, listQuery, toPageQuery, toWireList } from '../../http/list.ts'
import { getDefaultApplication } from '../applications/application.ts'
import { getUser } from '../users/user.ts'
import { createChallenge, verifyChallenge } from './authentication-challenge.ts'
import { deleteFactor, enrollFactor, getFactor, listFactors } from './authentication-factor.ts'
import type { TotpLabel } from './totp.ts'
import {
  EnrollFactorBody,
  EnrollUserFactorBody,
  toWireAuthenticationChallenge,
  toWireAuthenticationFactor,
  toWireAuthenticationFactorEnrolled,
  VerifyChallengeBody,
  WireAuthenticationChallenge,
  WireAuthenticationFactor,
  WireAuthenticationFactorEnrolled,
} from './wire.ts'

const params = Type.Object({ id: Type.String() })

export function authenticationFactorRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  /** What is not given is what the person knows the account by: the application and the address. */
  const labelFor = async (
    environmentId: string,
    given: { totp_issuer?: string; totp_user?: string },
    email: string | undefined,
  ): Promise<TotpLabel> => {
    const user = given.totp_user ?? email
    if (user === undefined) throw totpUserRequired()
    const issuer = given.totp_issuer ?? (await getDefaultApplication(deps, environmentId)).name
    return { issuer, user }
  }

  return async (app) => {
    app.post(
      '/auth/factors/enroll',
      {
        schema: {
          operationId: 'enrollFactor',
          tags: ['multi-factor-auth'],
          body: EnrollFactorBody,
          response: { 201: WireAuthenticationFactorEnrolled },
        },
      },
      async (request, reply) => {
        const { body, environment } = request
        if (body.type === 'sms') throw smsNotAvailable()
        const user =
          body.user_id === undefined ? null : await getUser(deps, environment.id, body.user_id)
        const enrolled = await enrollFactor(deps, {
          environmentId: environment.id,
          userId: user?.id ?? null,
          totp: body.type === 'totp' ? await labelFor(environment.id, body, user?.email) : null,
        })
        return reply.status(201).send(await toWireAuthenticationFactorEnrolled(enrolled))
      },
    )

    app.get(
      '/auth/factors/:id',
      {
        schema: {
          operationId: 'getFactor',
          tags: ['multi-factor-auth'],
          params,
          response: { 200: WireAuthenticationFactor },
        },
      },
      async (request) =>
        toWireAuthenticationFactor(
          await getFactor(deps, request.environment.id, request.params.id),
        ),
    )

    app.delete(
      '/auth/factors/:id',
      { schema: { operationId: 'deleteFactor', tags: ['multi-factor-auth'], params } },
      async (request, reply) => {
        await deleteFactor(deps, request.environment.id, request.params.id)
        return reply.status(204).send()
      },
    )

    app.post(
      '/auth/factors/:id/challenge',
      {
        schema: {
          operationId: 'challengeFactor',
          tags: ['multi-factor-auth.challenges'],
          params,
          response: { 201: WireAuthenticationChallenge },
        },
      },
      async (request, reply) => {
        const factor = await getFactor(deps, request.environment.id, request.params.id)
        const { challenge, code } = await createChallenge(deps, factor)
        return reply.status(201).send(toWireAuthenticationChallenge(challenge, code))
      },
    )

    app.post(
      '/auth/challenges/:id/verify',
      {
        schema: {
          operationId: 'verifyChallenge',
          tags: ['multi-factor-auth.challenges'],
          params,
          body: VerifyChallengeBody,
          response: {
            201: Type.Object({ challenge: WireAuthenticationChallenge, valid: Type.Boolean() }),
          },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const { code } = request.body
        const { challenge, verdict } = await verifyChallenge(deps, request.environment.id, id, code)
        if (verdict === 'too_many_attempts') throw oneTimeCodeTooManyAttempts()
        if (verdict === 'already_verified') throw challengeAlreadyVerified()
        if (verdict === 'expired') throw challengeExpired()
        return reply.status(201).send({
          challenge: toWireAuthenticationChallenge(challenge),
          valid: verdict === 'valid',
        })
      },
    )

    app.get(
      '/user_management/users/:id/auth_factors',
      {
        schema: {
          operationId: 'listUserAuthFactors',
          tags: ['user-management.multi-factor-authentication'],
          params,
          querystring: Type.Object(listQuery),
          response: { 200: listOf(WireAuthenticationFactor) },
        },
      },
      async (request) => {
        const user = await getUser(deps, request.environment.id, request.params.id)
        const page = toPageQuery(request.query)
        const factors = await listFactors(deps, user, page)
        return toWireList(toPage(factors, page), toWireAuthenticationFactor)
      },
    )

    app.post(
      '/user_management/users/:id/auth_factors',
      {
        schema: {
          operationId: 'createUserAuthFactor',
          tags: ['user-management.multi-factor-authentication'],
          params,
          body: EnrollUserFactorBody,
          response: {
            201: Type.Object({
              authentication_factor: WireAuthenticationFactorEnrolled,
              authentication_challenge: WireAuthenticationChallenge,
            }),
          },
        },
      },
      async (request, reply) => {
        const { body, environment } = request
        const user = await getUser(deps, environment.id, request.params.id)
        const enrolled = await enrollFactor(deps, {
          environmentId: environment.id,
          userId: user.id,
          totp: await labelFor(environment.id, body, user.email),
          importedSecret: body.totp_secret,
        })
        const { challenge } = await createChallenge(deps, enrolled.factor)
        return reply.status(201).send({
          authentication_factor: await toWireAuthenticationFactorEnrolled(enrolled),
          authentication_challenge: toWireAuthenticationChallenge(challenge),
        })
      },
    )
  }
}

const smsNotAvailable = () =>
  invalidRequestParameters([
    {
      code: 'sms_not_available',
      message:
        'This server sends no text messages. Enroll a totp factor, or a generic_otp factor whose codes you deliver yourself.',
      field: 'type',
    },
  ])

const totpUserRequired = () =>
  invalidRequestParameters([
    {
      code: 'totp_user_required',
      message: 'totp_user is required where no user_id says whose factor it is.',
      field: 'totp_user',
    },
  ])

const challengeAlreadyVerified = () =>
  new ApiError(
    422,
    'authentication_challenge_previously_verified',
    'This challenge was already verified. Create a new one.',
  )

const challengeExpired = () =>
  new ApiError(
    422,
    'authentication_challenge_expired',
    'This challenge has expired. Create a new one.',
  )
