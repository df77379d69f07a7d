import type { World } from '../../world.ts'
import {
  belongsTo,
  brokenJson,
  type Family,
  type Never,
  noQuota,
  unknown,
  unknownOrganization,
} from '../case.ts'

const magicAuthGrant = 'urn:workos:oauth:grant-type:magic-auth:code'
const mfaGrant = 'urn:workos:oauth:grant-type:mfa-totp'
const selectionGrant = 'urn:workos:oauth:grant-type:organization-selection'
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'

const byPassword = (
  { credentials, password }: World,
  { email }: { email: string },
  more: object = {},
) => ({ body: { ...credentials, grant_type: 'password', email, password, ...more } })

const byGrant = ({ credentials }: World, grant_type: string, more: object) => ({
  body: { ...credentials, grant_type, ...more },
})

/** An address with the code that was mailed to it. */
async function magicCode({ set, newEmail }: World) {
  const { email, code } = await set('POST', '/user_management/magic_auth', { email: newEmail() })
  return { email: email as string, code: code as string }
}

/** A sign-in that waits for the second factor. */
async function halfSignedIn(world: World) {
  const person = await world.personWithMfa()
  const { body } = await world.authenticate(byPassword(world, person).body)
  return { ...person, token: body.pending_authentication_token as string }
}

/** A sign-in that waits for the choice of an organization. */
async function undecided(world: World) {
  const { person } = await memberOfTwo(world)
  const { body } = await world.authenticate(byPassword(world, person).body)
  return body.pending_authentication_token as string
}

async function memberOfTwo({ organization, member, set }: World) {
  const { person } = await member((await organization()).id)
  await set('POST', '/user_management/organization_memberships', {
    user_id: person.user.id,
    organization_id: (await organization()).id,
  })
  return { person }
}

async function device({ credentials, set }: World) {
  const { client_id } = credentials
  return set('POST', '/user_management/authorize/device', { client_id })
}

const deviceAsks = (world: World, device_code: string) =>
  byGrant(world, deviceGrant, { device_code, client_secret: undefined })

const sso = belongsTo('single sign-on')
const radar = belongsTo('Radar')

const grantRefusals: Family[string] = {
  '400 invalid_organization_id': {
    never: 'What is the id of no organization is answered organization_not_found.',
  },
  '400 code_challenge_not_found': async (world) => {
    const code = await world.codeOf(await world.person())
    return byGrant(world, 'authorization_code', { code, code_verifier: 'v'.repeat(43) })
  },
  '400 invalid_credentials': async (world) =>
    byPassword(world, await world.person(), { password: 'not this one' }),
  '400 invalid_one_time_code': async (world) => {
    const { email, code } = await magicCode(world)
    return byGrant(world, magicAuthGrant, { email, code: world.wrongCode(code) })
  },
  '400 one_time_code_previously_used': async (world) => {
    const ask = byGrant(world, magicAuthGrant, await magicCode(world))
    await world.authenticate(ask.body)
    return ask
  },
  '400 one_time_code_expired': async (world) => {
    const ask = byGrant(world, magicAuthGrant, await magicCode(world))
    world.advance(601)
    return ask
  },
  '400 one_time_code_too_many_attempts': async (world) => {
    const { email, code } = await magicCode(world)
    const wrong = byGrant(world, magicAuthGrant, { email, code: world.wrongCode(code) })
    for (let count = 0; count < 5; count++) await world.authenticate(wrong.body)
    return byGrant(world, magicAuthGrant, { email, code })
  },
  '400 invalid_pending_authentication_token': async (world) =>
    byGrant(world, selectionGrant, {
      pending_authentication_token: 'nobodys',
      organization_id: (await world.organization()).id,
    }),
  '400 user_mismatch': async (world) => {
    const { token } = await halfSignedIn(world)
    const other = await world.personWithMfa()
    const challenge = await world.set('POST', `/auth/factors/${other.factorId}/challenge`)
    return byGrant(world, mfaGrant, {
      pending_authentication_token: token,
      authentication_challenge_id: challenge.id,
      code: world.totpCode(other.secret),
    })
  },
  '400 phone_number_required': radar,
  '400 verification_id_required': radar,
  '400 invalid_client': async (world) =>
    byPassword(world, await world.person(), { client_id: 'client_nobodys' }),
  '400 unauthorized_client': { never: 'Every application may use every grant.' },
  '400 invalid_profile': sso,
  '400 invitation_invalid': async (world) =>
    byPassword(world, await world.person(), { invitation_token: 'nobodys' }),
  '400 invitation_cannot_be_used_for_email': async (world) => {
    const { token } = await world.set('POST', '/user_management/invitations', {
      email: world.newEmail(),
    })
    return byPassword(world, await world.person(), { invitation_token: token })
  },
  '400 authentication_method_not_allowed': async (world) => {
    const ask = byGrant(world, magicAuthGrant, await magicCode(world))
    await world.settings({ magicAuthEnabled: false })
    return ask
  },
  '400 invalid_connection': sso,
  '400 sign_up_not_allowed': {
    never: 'Nobody signs up here: a code for a new address is refused when it is asked for.',
  },
  '400 organization_authentication_methods_required': sso,
  '400 invalid_link_authorization_code': sso,
  '400 extra_attributes_required': sso,
  '400 pkce_not_supported': sso,
  '400 expired_token': async (world) => {
    const { device_code } = await device(world)
    world.advance(301)
    return deviceAsks(world, device_code)
  },
  '400 authorization_pending': async (world) =>
    deviceAsks(world, (await device(world)).device_code),
  '400 access_denied': async (world) => {
    const { device_code, user_code } = await device(world)
    const { email } = await world.person()
    const browser = world.browser()
    await browser.visit('/device')
    await browser.submit({ user_code })
    await browser.submit({ email })
    await browser.submit({ password: world.password })
    await browser.submit({ decision: 'deny' })
    return deviceAsks(world, device_code)
  },
  '400 slow_down': async (world) => {
    const ask = deviceAsks(world, (await device(world)).device_code)
    await world.authenticate(ask.body)
    return ask
  },
  '400 invalid_grant': async (world) =>
    byGrant(world, 'refresh_token', { refresh_token: 'nobodys' }),
  '400 invalid_request': async ({ credentials }) => ({
    body: { ...credentials, grant_type: 'password' },
  }),
  '400 organization_not_found': async (world) =>
    byGrant(world, selectionGrant, {
      pending_authentication_token: await undecided(world),
      organization_id: unknownOrganization,
    }),
  '400 organization_membership_not_found': async (world) =>
    byGrant(world, selectionGrant, {
      pending_authentication_token: await undecided(world),
      organization_id: (await world.organization()).id,
    }),
  '400 mfa_enrollment': { never: 'It is answered 403, with what the enrollment needs.' },
  '400 token_too_big': async (world) => {
    const person = await world.person()
    const metadata = Object.fromEntries([1, 2, 3, 4, 5, 6].map((key) => [key, 'x'.repeat(600)]))
    await world.set('PUT', `/user_management/users/${person.user.id}`, { metadata })
    await world.jwtTemplate('{"all": {{ user.metadata }}}')
    return byPassword(world, person)
  },
  '400 sso_required': sso,
}

const steps: Family[string] = {
  '403 mfa_enrollment': async (world) => {
    await world.settings({ mfaPolicy: 'required' })
    return byPassword(world, await world.person())
  },
  '403 mfa_challenge': async (world) => byPassword(world, await world.personWithMfa()),
  '403 authentication_method_not_allowed': {
    never: 'It is answered 400, as OAuth has it.',
  },
  '403 email_verification_required': async (world) =>
    byPassword(world, await world.person({ emailVerified: false })),
  '403 email_password_auth_disabled': {
    never: 'Passwords cannot be switched off for an environment.',
  },
  '403 organization_selection_required': async (world) =>
    byPassword(world, (await memberOfTwo(world)).person),
  '403 passkey_progressive_enrollment': belongsTo('passkeys'),
  '403 radar_challenge': radar,
  '403 radar_sign_up_challenge': radar,
  '403 radar_sms_sign_in_challenge': radar,
  '403 application_consent_required': belongsTo('Connect'),
}

const browsersAreSentOn: Never = { never: 'A browser that may go on is sent on, by a 302.' }

export const authentication: Family = {
  'POST /user_management/authenticate': {
    200: async (world) => byPassword(world, await world.person()),
    ...grantRefusals,
    ...steps,
    404: async (world) => {
      const { token, secret } = await halfSignedIn(world)
      return byGrant(world, mfaGrant, {
        pending_authentication_token: token,
        authentication_challenge_id: unknown('auth_challenge'),
        code: world.totpCode(secret),
      })
    },
    '422 invalid_request_parameters': async (world) =>
      byPassword(world, await world.person(), { user_agent: 'Backend\0' }),
    '429 too_many_requests': async (world) => {
      const ask = byPassword(world, await world.person(), { password: 'not this one' })
      for (let count = 0; count < 10; count++) await world.authenticate(ask.body)
      return ask
    },
    '429 daily_quota_exceeded': noQuota,
  },
  'GET /user_management/authorize': {
    200: browsersAreSentOn,
    302: async ({ credentials, redirectUri }) => ({
      query: {
        client_id: credentials.client_id,
        provider: 'authkit',
        redirect_uri: redirectUri,
        response_type: 'code',
      },
    }),
  },
  'POST /user_management/authorize/device': {
    200: async ({ credentials }) => ({ body: { client_id: credentials.client_id } }),
    '400 invalid_client': { body: { client_id: 'client_nobodys' } },
    '403 access_denied': async ({ dashboardClientId }) => ({
      body: { client_id: await dashboardClientId() },
    }),
  },
  'GET /user_management/sessions/logout': {
    200: { query: { session_id: unknown('session') } },
    302: async ({ person, sessionId, signOutRedirect }) => ({
      query: { session_id: await sessionId(await person()), return_to: await signOutRedirect() },
    }),
    422: {},
  },
  'POST /user_management/sessions/revoke': {
    200: async ({ person, sessionId }) => ({
      body: { session_id: await sessionId(await person()) },
    }),
    400: brokenJson,
  },
  'GET /sso/jwks/{clientId}': {
    200: async ({ credentials }) => ({ at: [credentials.client_id] }),
    404: { at: ['client_nobodys'] },
  },
}
