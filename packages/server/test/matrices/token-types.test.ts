import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, authenticate, authorizeDevice, callApi } from '../api.ts'
import { BrowserClient } from '../browser-client.ts'
import { newMember, newOrganization } from '../organizations.ts'
import {
  codeMailedTo,
  codeOf,
  createPerson,
  newEmail,
  type Person,
  password,
  signInByApi,
} from '../people.ts'
import { startTestServer, type TestServer } from '../server.ts'

/** Whatever proves something proves that alone: each secret, presented wherever another one belongs. */

let server: TestServer
let newcomer: Person
let member: Person
let organizationId: string
let waiting: string

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())

const make = async (path: string, body: object) => {
  const answer = await callApi(server, 'POST', path, body)
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
  return answer.body
}
const grant = (type: string, fields: object) =>
  authenticate(server, { grant_type: type, ...fields })
const urn = (name: string) => `urn:workos:oauth:grant-type:${name}`
const pendingTokenOf = async ({ email }: Person) =>
  (await grant('password', { email, password })).body.pending_authentication_token

async function approvedDevice(): Promise<string> {
  const device = await authorizeDevice(server)
  const browser = new BrowserClient(server)
  await browser.visit(device.body.verification_uri_complete)
  await browser.submit({ user_code: device.body.user_code })
  const { email } = await createPerson(server)
  await browser.submit({ email })
  await browser.submit({ password })
  await browser.submit({ decision: 'approve' })
  return device.body.device_code
}

/** A living one of each kind. */
async function makeSecrets(): Promise<Record<string, string>> {
  newcomer = await createPerson(server, { emailVerified: false })
  waiting = await pendingTokenOf(newcomer)
  const verificationCode = await codeMailedTo(server, newcomer.email)
  organizationId = await newOrganization(server)
  member = (await newMember(server, organizationId)).person
  await make('/user_management/organization_memberships', {
    user_id: member.user.id,
    organization_id: await newOrganization(server),
  })
  const { access_token, refresh_token } = await signInByApi(server, await createPerson(server))
  const email = newEmail()
  const forgetful = await createPerson(server)
  return {
    accessToken: access_token,
    apiKey: server.staging.apiKey,
    authorizationCode: await codeOf(server, await createPerson(server)),
    customerApiKey: (await make(`/organizations/${organizationId}/api_keys`, { name: 'Key' }))
      .value,
    deviceCode: await approvedDevice(),
    invitationToken: (await make('/user_management/invitations', { email })).token,
    magicAuthCode: (await make('/user_management/magic_auth', { email: newcomer.email })).code,
    passwordResetToken: (await make('/user_management/password_reset', { email: forgetful.email }))
      .password_reset_token,
    pendingToken: await pendingTokenOf(member),
    refreshToken: refresh_token,
    verificationCode,
  }
}

/** Codes of six digits count every guess, so that only what could be mistaken for one is tried there. */
const mistakable = ['magicAuthCode', 'verificationCode', 'pendingToken', 'authorizationCode']

interface Place {
  present(value: string): Promise<Answer>
  tried?: string[]
}

/** Where a secret of each kind belongs. */
const places: Record<string, Place> = {
  apiKey: {
    present: (apiKey) => callApi(server, 'GET', '/organizations', undefined, { apiKey }),
  },
  authorizationCode: { present: (code) => grant('authorization_code', { code }) },
  customerApiKey: {
    async present(value) {
      const answer = await callApi(server, 'POST', '/api_keys/validations', { value })
      return answer.body.api_key === null ? { ...answer, status: 400 } : answer
    },
  },
  deviceCode: {
    present: (device_code) =>
      grant('urn:ietf:params:oauth:grant-type:device_code', {
        device_code,
        client_secret: undefined,
      }),
  },
  invitationToken: {
    present: (token) =>
      // No address takes one that is longer.
      callApi(server, 'GET', `/user_management/invitations/by_token/${token.slice(0, 500)}`),
  },
  magicAuthCode: {
    present: (code) => grant(urn('magic-auth:code'), { email: newcomer.email, code }),
    tried: mistakable,
  },
  passwordResetToken: {
    present: (token) =>
      callApi(server, 'POST', '/user_management/password_reset/confirm', {
        token,
        new_password: `${password} anew`,
      }),
  },
  pendingToken: {
    present: (pending_authentication_token) =>
      grant(urn('organization-selection'), {
        pending_authentication_token,
        organization_id: organizationId,
      }),
  },
  refreshToken: { present: (refresh_token) => grant('refresh_token', { refresh_token }) },
  verificationCode: {
    present: (code) =>
      grant(urn('email-verification:code'), { code, pending_authentication_token: waiting }),
    tried: mistakable,
  },
}

test('a secret of one kind opens nothing that is of another, and goes on to open its own', async () => {
  const secrets = await makeSecrets()
  for (const [place, { present, tried = Object.keys(secrets) }] of Object.entries(places)) {
    for (const kind of tried.filter((name) => name !== place)) {
      const { status } = await present(secrets[kind] as string)
      // Neither taken, nor refused for having asked too often, nor too much for the server.
      expect({ place, kind, isRefused: status >= 400 && status < 429 }).toEqual({
        place,
        kind,
        isRefused: true,
      })
    }
  }
  for (const [place, { present }] of Object.entries(places)) {
    // Who proves the address by one code needs the other no more.
    if (place === 'verificationCode') continue
    const { status, body } = await present(secrets[place] as string)
    expect({ place, status, body }).toEqual({ place, status: 200, body })
  }
})
