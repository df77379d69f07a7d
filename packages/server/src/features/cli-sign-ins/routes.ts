import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { publicOrigin } from '../../http/public-origin.ts'
import { originOf } from '../../http/request-context.ts'
import { limitPageRequests } from '../../http/request-limits.ts'
import { getDefaultApplication } from '../applications/application.ts'
import { beginCliSignIn, redeemCliSignIn } from './cli-sign-in.ts'
import {
  BeginCliSignInBody,
  RedeemCliSignInBody,
  toWireCliAccess,
  toWireCliSignIn,
  WireCliAccess,
  WireCliSignIn,
} from './wire.ts'

const tags = ['latchkey.cli']

/** Public: a terminal that signs in has no key yet. An owner decides, at `/dashboard/cli`. */
export function cliSignInRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    // Like a page: nobody has said yet which environment they mean.
    app.addHook('onRequest', limitPageRequests(deps))

    app.post(
      '/latchkey/cli_sign_ins',
      {
        schema: {
          operationId: 'beginCliSignIn',
          tags,
          body: BeginCliSignInBody,
          response: { 201: WireCliSignIn },
        },
      },
      async (request, reply) => {
        const { ipAddress } = originOf(request)
        const codes = await beginCliSignIn(deps, { hostName: request.body.host_name, ipAddress })
        const origin = publicOrigin(deps.config, request)
        return reply.status(201).send(toWireCliSignIn(codes, origin))
      },
    )

    app.post(
      '/latchkey/cli_sign_ins/redeem',
      {
        schema: {
          operationId: 'redeemCliSignIn',
          tags,
          body: RedeemCliSignInBody,
          response: { 200: WireCliAccess },
        },
      },
      async (request) => {
        const access = await redeemCliSignIn(deps, request.body.device_code)
        const application = await getDefaultApplication(deps, access.environment.id)
        return toWireCliAccess(access, application)
      },
    )
  }
}
