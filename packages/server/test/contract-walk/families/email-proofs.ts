import type { World } from '../../world.ts'
import { type Family, noQuota, unknown, unknownUser } from '../case.ts'

/** As often as its limit allows: the next request is refused. */
async function thrice(act: () => Promise<unknown>): Promise<void> {
  for (let count = 0; count < 3; count++) await act()
}

/** Somebody whose address waits to be verified, with the code that was mailed to it. */
async function unverified({ user, set, codeMailedTo }: World) {
  const { id, email } = await user()
  await set('POST', `/user_management/users/${id}/email_verification/send`)
  return { id, email, code: await codeMailedTo(email) }
}

export const emailVerification: Family = {
  'GET /user_management/email_verification/{id}': {
    200: async ({ person, authenticate, password }) => {
      const { email } = await person({ emailVerified: false })
      const { body } = await authenticate({ grant_type: 'password', email, password })
      return { at: [body.email_verification_id] }
    },
    404: { at: [unknown('email_verification')] },
  },
  'POST /user_management/users/{id}/email_verification/send': {
    200: async ({ user }) => ({ at: [(await user()).id] }),
    '400 email_already_verified': async ({ user }) => ({
      at: [(await user({ email_verified: true })).id],
    }),
    404: { at: [unknownUser] },
    '429 too_many_requests': async ({ user, set }) => {
      const { id } = await user()
      await thrice(() => set('POST', `/user_management/users/${id}/email_verification/send`))
      return { at: [id] }
    },
    '429 daily_quota_exceeded': noQuota,
  },
  'POST /user_management/users/{id}/email_verification/confirm': {
    200: async (world) => {
      const { id, code } = await unverified(world)
      return { at: [id], body: { code } }
    },
    '400 email_previously_verified': async ({ user }) => ({
      at: [(await user({ email_verified: true })).id],
      body: { code: '000000' },
    }),
    '400 email_verification_code_previously_used': async (world) => {
      const { id, email, code } = await unverified(world)
      const path = `/user_management/users/${id}`
      await world.set('POST', `${path}/email_verification/confirm`, { code })
      // A move away and back again: the address is unproven anew, and its code is spent.
      await world.set('PUT', path, { email: world.newEmail() })
      await world.set('PUT', path, { email })
      return { at: [id], body: { code } }
    },
    '400 email_verification_code_expired': async (world) => {
      const { id, code } = await unverified(world)
      world.advance(601)
      return { at: [id], body: { code } }
    },
    '400 email_verification_code_incorrect': async (world) => {
      const { id, code } = await unverified(world)
      return { at: [id], body: { code: world.wrongCode(code) } }
    },
    404: { at: [unknownUser], body: { code: '000000' } },
    '422 invalid_request_parameters': async ({ user }) => ({ at: [(await user()).id], body: {} }),
  },
}

/** Somebody who is about to move to a new address, with the code that was mailed to it. */
async function moving({ user, set, newEmail, codeMailedTo }: World) {
  const { id } = await user()
  const newAddress = newEmail()
  const path = `/user_management/users/${id}/email_change`
  await set('POST', `${path}/send`, { new_email: newAddress })
  return { id, path, newAddress, code: await codeMailedTo(newAddress) }
}

const addressesAreTheUsers = {
  never: 'No user belongs to a directory or a connection that would keep the address.',
}

export const emailChanges: Family = {
  'POST /user_management/users/{id}/email_change/send': {
    200: async ({ user, newEmail }) => ({
      at: [(await user()).id],
      body: { new_email: newEmail() },
    }),
    404: async ({ newEmail }) => ({ at: [unknownUser], body: { new_email: newEmail() } }),
    '409 email_change_not_needed': async ({ user }) => {
      const { id, email } = await user()
      return { at: [id], body: { new_email: email } }
    },
    '409 email_not_available': async ({ user }) => ({
      at: [(await user()).id],
      body: { new_email: (await user()).email },
    }),
    '409 email_change_not_allowed': addressesAreTheUsers,
    '422 invalid_request_parameters': async ({ user }) => ({ at: [(await user()).id], body: {} }),
    '422 invalid_email': async ({ user }) => ({
      at: [(await user()).id],
      body: { new_email: 'no address' },
    }),
    '429 too_many_requests': async ({ user, set, newEmail }) => {
      const { id } = await user()
      const new_email = newEmail()
      await thrice(() =>
        set('POST', `/user_management/users/${id}/email_change/send`, { new_email }),
      )
      return { at: [id], body: { new_email } }
    },
    '429 daily_quota_exceeded': noQuota,
  },
  'POST /user_management/users/{id}/email_change/confirm': {
    200: async (world) => {
      const { id, code } = await moving(world)
      return { at: [id], body: { code } }
    },
    '400 email_change_code_expired': async (world) => {
      const { id, code } = await moving(world)
      world.advance(601)
      return { at: [id], body: { code } }
    },
    '400 email_change_code_incorrect': async (world) => {
      const { id, code } = await moving(world)
      return { at: [id], body: { code: world.wrongCode(code) } }
    },
    404: { at: [unknownUser], body: { code: '000000' } },
    '409 no_pending_email_change': async ({ user }) => ({
      at: [(await user()).id],
      body: { code: '000000' },
    }),
    '409 email_change_code_previously_used': async (world) => {
      const { id, code, path } = await moving(world)
      await world.set('POST', `${path}/confirm`, { code })
      return { at: [id], body: { code } }
    },
    '409 email_not_available': async (world) => {
      const { id, code, newAddress } = await moving(world)
      await world.user({ email: newAddress })
      return { at: [id], body: { code } }
    },
    '409 email_change_not_allowed': addressesAreTheUsers,
    '422 invalid_request_parameters': async ({ user }) => ({ at: [(await user()).id], body: {} }),
    '422 invalid_email': {
      never: 'The address was read when its code was sent; confirming it brings none along.',
    },
    '429 email_change_too_many_attempts': async (world) => {
      const { id, code, path } = await moving(world)
      for (let count = 0; count < 5; count++) {
        await world.attempt('POST', `${path}/confirm`, { code: world.wrongCode(code) })
      }
      return { at: [id], body: { code } }
    },
  },
}

const passwordSignInIsAlwaysOn = {
  never: 'Passwords cannot be switched off for an environment.',
}

export const passwordReset: Family = {
  'POST /user_management/password_reset': {
    201: async ({ person }) => ({ body: { email: (await person()).email } }),
    '403 email_password_auth_disabled': passwordSignInIsAlwaysOn,
    '403 password_reset_not_allowed': passwordSignInIsAlwaysOn,
    404: async ({ newEmail }) => ({ body: { email: newEmail() } }),
    '422 invalid_request_parameters': { body: {} },
    '429 too_many_requests': async ({ person, set }) => {
      const { email } = await person()
      await thrice(() => set('POST', '/user_management/password_reset', { email }))
      return { body: { email } }
    },
    '429 daily_quota_exceeded': noQuota,
  },
  'POST /user_management/password_reset/confirm': {
    200: async ({ person, set }) => {
      const { email } = await person()
      const { password_reset_token: token } = await set('POST', '/user_management/password_reset', {
        email,
      })
      return { body: { token, new_password: 'staple battery horse correct' } }
    },
    '400 password_reset_error': async ({ person, set }) => {
      const { email } = await person()
      const { password_reset_token: token } = await set('POST', '/user_management/password_reset', {
        email,
      })
      return { body: { token, new_password: '1234567890' } }
    },
    '403 email_password_auth_disabled': passwordSignInIsAlwaysOn,
    404: { body: { token: 'nobodys', new_password: 'staple battery horse correct' } },
    '422 invalid_request_parameters': { body: {} },
  },
  'GET /user_management/password_reset/{id}': {
    200: async ({ person, set }) => {
      const { email } = await person()
      return { at: [(await set('POST', '/user_management/password_reset', { email })).id] }
    },
    404: { at: [unknown('password_reset')] },
  },
}

export const magicAuth: Family = {
  'POST /user_management/magic_auth': {
    201: async ({ newEmail }) => ({ body: { email: newEmail() } }),
    '400 invitation_invalid': async ({ newEmail }) => ({
      body: { email: newEmail(), invitation_token: 'nobodys' },
    }),
    '400 authentication_method_not_allowed': async ({ newEmail, settings }) => {
      await settings({ magicAuthEnabled: false })
      return { body: { email: newEmail() } }
    },
    '400 sign_up_not_allowed': async ({ newEmail, settings }) => {
      await settings({ signUpEnabled: false })
      return { body: { email: newEmail() } }
    },
    '400 email_domain_not_deliverable': {
      never: 'Whether a domain takes mail is found out by mailing, after the answer.',
    },
    422: { body: {} },
    '429 too_many_requests': async ({ newEmail, set }) => {
      const email = newEmail()
      await thrice(() => set('POST', '/user_management/magic_auth', { email }))
      return { body: { email } }
    },
    '429 daily_quota_exceeded': noQuota,
  },
  'GET /user_management/magic_auth/{id}': {
    200: async ({ newEmail, set }) => {
      const { id } = await set('POST', '/user_management/magic_auth', { email: newEmail() })
      return { at: [id] }
    },
    404: { at: [unknown('magic_auth')] },
  },
}
