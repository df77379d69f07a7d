import type { World } from '../../world.ts'
import { answersWith, type Family, impossibleId, tooLongPage, unknown } from '../case.ts'

const totp = { type: 'totp', totp_issuer: 'Acme', totp_user: 'ada@example.com' }

const enroll = ({ set }: World, body: object = totp) => set('POST', '/auth/factors/enroll', body)

/** A challenge of a new factor, with the code that answers it. */
async function challenge(world: World): Promise<{ id: string; code: string }> {
  const factor = await enroll(world)
  const { id } = await world.set('POST', `/auth/factors/${factor.id}/challenge`)
  return { id, code: world.totpCode(factor.totp.secret) }
}

export const authenticationFactors: Family = {
  'POST /auth/factors/enroll': {
    201: { body: totp },
    422: { body: { type: 'totp' } },
  },
  'GET /auth/factors/{id}': {
    200: async (world) => ({ at: [(await enroll(world)).id] }),
    404: { at: [unknown('auth_factor')] },
  },
  'DELETE /auth/factors/{id}': {
    200: answersWith(204),
    204: async (world) => ({ at: [(await enroll(world)).id] }),
    404: { at: [unknown('auth_factor')] },
  },
  'POST /auth/factors/{id}/challenge': {
    201: async (world) => ({ at: [(await enroll(world, { type: 'generic_otp' })).id] }),
    404: { at: [unknown('auth_factor')] },
    422: impossibleId,
  },
  'POST /auth/challenges/{id}/verify': {
    201: async (world) => {
      const { id, code } = await challenge(world)
      return { at: [id], body: { code } }
    },
    '400 one_time_code_too_many_attempts': async (world) => {
      const { id, code } = await challenge(world)
      for (let count = 0; count < 5; count++) {
        await world.attempt('POST', `/auth/challenges/${id}/verify`, {
          code: world.wrongCode(code),
        })
      }
      return { at: [id], body: { code } }
    },
    404: { at: [unknown('auth_challenge')], body: { code: '000000' } },
    422: async (world) => {
      const { id, code } = await challenge(world)
      await world.set('POST', `/auth/challenges/${id}/verify`, { code })
      return { at: [id], body: { code } }
    },
  },
  'POST /user_management/users/{userlandUserId}/auth_factors': {
    201: async ({ user, newTotpSecret }) => ({
      at: [(await user()).id],
      body: { type: 'totp', totp_secret: newTotpSecret() },
    }),
    422: async ({ user }) => ({ at: [(await user()).id], body: { type: 'carrier pigeon' } }),
  },
  'GET /user_management/users/{userlandUserId}/auth_factors': {
    200: async ({ personWithMfa }) => ({ at: [(await personWithMfa()).user.id] }),
    422: async ({ user }) => ({ at: [(await user()).id], query: tooLongPage }),
  },
}
