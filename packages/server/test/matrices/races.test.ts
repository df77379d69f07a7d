import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRedirect } from '../../src/features/redirects/redirect.ts'
import { type Answer, authenticate, authorizeDevice, callApi, read } from '../api.ts'
import { atOnce } from '../at-once.ts'
import { authorizeUrl, BrowserClient, destinationOf, type Visit } from '../browser-client.ts'
import { contractFetch } from '../contract.ts'
import { type DnsServer, startDnsServer } from '../dns-server.ts'
import { newMember, newOrganization } from '../organizations.ts'
import {
  codeMailedTo,
  codeOf,
  createPerson,
  createPersonWithMfa,
  newEmail,
  type Person,
  password,
  refresh,
  signInByApi,
  signInByPages,
  totpCode,
} from '../people.ts'
import { startTestServer, type TestServer } from '../server.ts'
import { signInOwner } from '../sign-in-owner.ts'
import { changesBetween, type Rows, readColumns, readRows, withoutChance } from './written-rows.ts'

let dns: DnsServer
let server: TestServer
/** Another server on the same database: every second of those who come at once is sent there. */
let other: TestServer
let owner: Record<string, string>

beforeAll(async () => {
  dns = await startDnsServer()
  server = await startTestServer({ env: { LATCHKEY_DNS_SERVERS: dns.address } })
  other = await server.startAnother()
  owner = (await signInOwner(server))(server.staging.environment)
  await createRedirect(server.deps, 'sign_out_redirects', server.staging, 'http://localhost:3000')
})
afterAll(async () => {
  await other?.stop()
  await server?.stop()
  await dns?.stop()
})

type Result = Answer | Visit
/** Uses the thing up at one of the servers. */
type Use = (at: TestServer, index: number) => Promise<Result>

interface SingleUse {
  thing: string
  /** The columns that say that it was used. */
  columns: string[]
  /** No key of an environment decides who may use it. */
  withoutKey?: true
  /** Makes a new one, and what is needed to use it so many times. */
  make(times: number): Promise<Use>
  /** What everybody but the first is told: a published code, or the status of a page. */
  refusals: string[]
  isSuccess?(result: Result): boolean
}

/** What may be asked for again, and then answers the same and changes nothing more. */
interface Repeatable {
  thing: string
  columns: string[]
  withoutKey?: true
  make(times: number): Promise<Use>
  same(result: Result): unknown
}

const bodyOf = (result: Result): Answer['body'] => ('body' in result ? result.body : {})

const grant =
  (type: string, parameters: object): Use =>
  (at) =>
    authenticate(at, { grant_type: type, ...parameters })
const call =
  (method: string, path: string, body?: unknown): Use =>
  (at) =>
    callApi(at, method, path, body)
const callAsOwner =
  (path: string): Use =>
  async (at) =>
    read(await fetch(at.url + path, { method: 'POST', headers: owner }))
const make = async (path: string, body?: unknown): Promise<Answer['body']> => {
  const { status, body: made } = await callApi(server, 'POST', path, body)
  if (status >= 300) throw new Error(JSON.stringify(made))
  return made
}

/** Sends the form of the page on which a browser is. */
const submit =
  (browser: BrowserClient, fields: Record<string, string>): Use =>
  (at) => {
    const { pathname, search } = new URL(browser.address)
    return browser.request(at.url + pathname + search, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: at.url },
      body: new URLSearchParams(fields).toString(),
    })
  }
const isSignedIn = (result: Result) =>
  'html' in result && /[?&]code=/.test(destinationOf(result) ?? '')

/** Whoever tries a code or a password too often at once is stopped before it is compared. */
const limit = 'too_many_requests'
/** A code that was used, that was compared too often while it was, or is tried too often. */
const usedCode = ['one_time_code_previously_used', 'one_time_code_too_many_attempts', limit]
/** The page that says that a form was submitted too late, and leads back to where sign-ins begin. */
const tooLatePage = '200'

const users = '/user_management/users'
const userManagement = '/user_management'
const newPassword = 'four other unrelated words'

const pendingTokenOf = async ({ email }: Person): Promise<string> =>
  (await authenticate(server, { grant_type: 'password', email, password })).body
    .pending_authentication_token

async function inviteMember() {
  const person = await createPerson(server)
  const organization_id = await newOrganization(server)
  const invitation = await make(`${userManagement}/invitations`, {
    email: person.email,
    organization_id,
  })
  return { person, invitation }
}

async function personAtPassword() {
  const { email } = await createPerson(server)
  const browser = new BrowserClient(server)
  await browser.visit(authorizeUrl(server))
  await browser.submit({ email })
  return { email, browser }
}

async function deviceAtDecision() {
  const { body: device } = await authorizeDevice(server)
  const { browser } = await signInByPages(server, await createPerson(server))
  await browser.visit(device.verification_uri_complete)
  await browser.submit({ user_code: device.user_code })
  return { device, browser }
}

const claimDomain = async () =>
  make('/organization_domains', {
    organization_id: await newOrganization(server),
    domain: newEmail().replace('@', '.'),
  })

const sessionOf = (accessToken: string): string =>
  JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()).sid

const singleUses: SingleUse[] = [
  {
    thing: 'an authorization code',
    columns: ['authorization_codes.consumed_at'],
    make: async () =>
      grant('authorization_code', { code: await codeOf(server, await createPerson(server)) }),
    refusals: ['invalid_grant'],
  },
  {
    thing: 'a sign-in on the hosted pages',
    columns: ['authorization_sessions.completed_at'],
    withoutKey: true,
    make: async () => submit((await personAtPassword()).browser, { password }),
    refusals: [tooLatePage, '409', '429'],
    isSuccess: isSignedIn,
  },
  {
    thing: 'a magic auth code',
    columns: ['magic_auths.consumed_at'],
    make: async () => {
      const { email } = await createPerson(server)
      const { code } = await make(`${userManagement}/magic_auth`, { email })
      return grant('urn:workos:oauth:grant-type:magic-auth:code', { email, code })
    },
    refusals: usedCode,
  },
  {
    thing: 'a code that verifies an address',
    columns: ['email_verifications.consumed_at'],
    make: async () => {
      const { user, email } = await createPerson(server, { emailVerified: false })
      await make(`${users}/${user.id}/email_verification/send`)
      const code = await codeMailedTo(server, email)
      return call('POST', `${users}/${user.id}/email_verification/confirm`, { code })
    },
    refusals: [
      'email_previously_verified',
      'email_verification_code_previously_used',
      'email_verification_code_expired',
      limit,
    ],
  },
  {
    thing: 'a sign-in that waits for the code of the mail',
    columns: ['pending_authentications.consumed_at', 'email_verifications.consumed_at'],
    make: async () => {
      const person = await createPerson(server, { emailVerified: false })
      const pending_authentication_token = await pendingTokenOf(person)
      const code = await codeMailedTo(server, person.email)
      return grant('urn:workos:oauth:grant-type:email-verification:code', {
        code,
        pending_authentication_token,
      })
    },
    refusals: ['invalid_pending_authentication_token', ...usedCode],
  },
  {
    thing: 'a sign-in that waits for a second factor',
    columns: ['pending_authentications.consumed_at', 'authentication_challenges.verified_at'],
    make: async () => {
      const person = await createPersonWithMfa(server)
      const { id } = await make(`/auth/factors/${person.factorId}/challenge`)
      return grant('urn:workos:oauth:grant-type:mfa-totp', {
        pending_authentication_token: await pendingTokenOf(person),
        authentication_challenge_id: id,
        code: totpCode(server, person.secret),
      })
    },
    refusals: ['invalid_pending_authentication_token', ...usedCode],
  },
  {
    thing: 'a sign-in that waits for the choice of an organization',
    columns: ['pending_authentications.consumed_at'],
    make: async () => {
      const organization_id = await newOrganization(server)
      const { person } = await newMember(server, organization_id)
      await make(`${userManagement}/organization_memberships`, {
        user_id: person.user.id,
        organization_id: await newOrganization(server),
      })
      return grant('urn:workos:oauth:grant-type:organization-selection', {
        pending_authentication_token: await pendingTokenOf(person),
        organization_id,
      })
    },
    refusals: ['invalid_pending_authentication_token'],
  },
  {
    thing: 'an authentication challenge',
    columns: ['authentication_challenges.verified_at', 'authentication_factors.verified_at'],
    make: async () => {
      const { user } = await createPerson(server)
      const enrolled = await make(`${users}/${user.id}/auth_factors`, { type: 'totp' })
      const code = totpCode(server, enrolled.authentication_factor.totp.secret)
      const { id } = enrolled.authentication_challenge
      return call('POST', `/auth/challenges/${id}/verify`, { code })
    },
    refusals: [
      'authentication_challenge_previously_verified',
      'one_time_code_too_many_attempts',
      'invalid',
      limit,
    ],
    isSuccess: (result) => bodyOf(result).valid === true,
  },
  {
    thing: 'a code of an authenticator app, over all challenges',
    columns: ['authentication_factors.last_time_step'],
    make: async (times) => {
      const { factorId, secret } = await createPersonWithMfa(server)
      const ids = await atOnce(
        async () => (await make(`/auth/factors/${factorId}/challenge`)).id as string,
        times,
      )
      const code = totpCode(server, secret)
      return (at, index) => callApi(at, 'POST', `/auth/challenges/${ids[index]}/verify`, { code })
    },
    refusals: ['invalid', limit],
    isSuccess: (result) => bodyOf(result).valid === true,
  },
  {
    thing: 'a code that moves an account to another address',
    columns: ['email_changes.consumed_at'],
    make: async () => {
      const { user } = await createPerson(server)
      const new_email = newEmail()
      await make(`${users}/${user.id}/email_change/send`, { new_email })
      const code = await codeMailedTo(server, new_email)
      return call('POST', `${users}/${user.id}/email_change/confirm`, { code })
    },
    refusals: ['email_change_code_previously_used', 'email_change_too_many_attempts', limit],
  },
  {
    thing: 'a link that resets a password',
    columns: ['password_resets.consumed_at'],
    make: async () => {
      const { email } = await createPerson(server)
      const { password_reset_token: token } = await make(`${userManagement}/password_reset`, {
        email,
      })
      return call('POST', `${userManagement}/password_reset/confirm`, {
        token,
        new_password: newPassword,
      })
    },
    refusals: ['password_reset_error'],
  },
  {
    thing: 'an invitation that the application accepts',
    columns: ['invitations.accepted_at', 'invitations.closed_at'],
    make: async () => {
      const { invitation } = await inviteMember()
      return call('POST', `${userManagement}/invitations/${invitation.id}/accept`)
    },
    refusals: ['invite_not_pending'],
  },
  {
    thing: 'an invitation that is accepted by signing in',
    columns: ['invitations.accepted_at'],
    make: async () => {
      const { person, invitation } = await inviteMember()
      return grant('password', {
        email: person.email,
        password,
        invitation_token: invitation.token,
      })
    },
    refusals: ['invitation_invalid', limit],
  },
  {
    thing: 'an invitation that is revoked',
    columns: ['invitations.revoked_at', 'invitations.closed_at'],
    make: async () => {
      const { invitation } = await inviteMember()
      return call('POST', `${userManagement}/invitations/${invitation.id}/revoke`)
    },
    refusals: ['invite_not_pending'],
  },
  {
    thing: 'a device code that was approved',
    columns: ['device_authorizations.consumed_at'],
    make: async () => {
      const { device, browser } = await deviceAtDecision()
      await browser.submit({ decision: 'approve' })
      return grant('urn:ietf:params:oauth:grant-type:device_code', {
        device_code: device.device_code,
        client_secret: undefined,
      })
    },
    refusals: ['invalid_grant'],
  },
  {
    thing: 'the decision about a device',
    columns: ['device_authorizations.authenticated_at'],
    withoutKey: true,
    make: async () => submit((await deviceAtDecision()).browser, { decision: 'approve' }),
    refusals: [tooLatePage, '410'],
    isSuccess: (result) =>
      'location' in result && (result.location ?? '').includes('/device/success'),
  },
  {
    thing: 'a terminal that an owner approved',
    columns: ['cli_sign_ins.consumed_at'],
    withoutKey: true,
    make: async () => {
      const terminal = await make('/latchkey/cli_sign_ins', { host_name: 'workbench' })
      const { user_code, device_code } = terminal
      const environment = server.staging.environment.id
      const decision = { user_code, environment, decision: 'approve' }
      const headers = { ...owner, 'content-type': 'application/x-www-form-urlencoded' }
      const body = new URLSearchParams(decision).toString()
      await fetch(`${server.url}/dashboard/cli`, { method: 'POST', headers, body })
      return call('POST', '/latchkey/cli_sign_ins/redeem', { device_code })
    },
    refusals: ['invalid_grant'],
  },
  {
    thing: 'the link of the first start',
    columns: ['set_up_tokens.consumed_at'],
    withoutKey: true,
    make: async (times) => {
      await server.deps.db.updateTable('set_up_tokens').set({ consumed_at: null }).execute()
      const browsers = await atOnce(async () => {
        // The dashboard is at the address of the server that started last.
        const browser = new BrowserClient(other)
        await browser.visit(other.setUpUrl)
        await browser.submit({ email: newEmail('owner') })
        return browser
      }, times)
      return (at, index) => submit(browsers[index] as BrowserClient, { password })(at, index)
    },
    // So many new accounts from one network at once are too many, too.
    refusals: ['400', '429'],
    isSuccess: isSignedIn,
  },
  {
    thing: 'the word of an owner for a domain',
    columns: ['organization_domains.state'],
    withoutKey: true,
    make: async () => {
      const { id } = await claimDomain()
      return callAsOwner(`/dashboard/api/organization_domains/${id}/mark_verified`)
    },
    refusals: ['domain_already_verified'],
  },
  {
    thing: 'a session that is ended',
    columns: ['sessions.ended_at'],
    make: async () => {
      const { access_token } = await signInByApi(server, await createPerson(server))
      const session_id = sessionOf(access_token)
      return call('POST', `${userManagement}/sessions/revoke`, { session_id })
    },
    refusals: ['session_already_ended'],
  },
]

const repeatables: Repeatable[] = [
  {
    thing: 'a refresh token, which has one successor',
    columns: ['sessions.refresh_generation'],
    make: async () => {
      const { refresh_token } = await signInByApi(server, await createPerson(server))
      return (at) => refresh(at, refresh_token)
    },
    same: (result) => bodyOf(result).refresh_token,
  },
  {
    thing: 'an idempotency key',
    columns: ['idempotent_requests.claimed_at'],
    withoutKey: true,
    make: async () => {
      const organizationId = await newOrganization(server)
      const key = newEmail()
      return async (at) =>
        read(
          await contractFetch(`${at.url}/organizations/${organizationId}/api_keys`, {
            method: 'POST',
            headers: {
              authorization: `Bearer ${server.staging.apiKey}`,
              'content-type': 'application/json',
              'idempotency-key': key,
            },
            body: JSON.stringify({ name: 'CI' }),
          }),
        )
    },
    same: (result) => bodyOf(result).value,
  },
  {
    thing: 'the record that proves a domain',
    columns: ['organization_domains.state'],
    withoutKey: true,
    make: async () => {
      const claim = await claimDomain()
      dns.put(`${claim.verification_prefix}.${claim.domain}`, claim.verification_token)
      return callAsOwner(`/dashboard/api/organization_domains/${claim.id}/check`)
    },
    same: (result) => bodyOf(result).organization_domain.state,
  },
  {
    thing: 'a browser that signs out',
    columns: ['browser_sessions.ended_at', 'sessions.ended_at'],
    withoutKey: true,
    make: async () => {
      const { browser, visit } = await signInByPages(server, await createPerson(server))
      const code = new URL(destinationOf(visit) ?? '').searchParams.get('code')
      const { body } = await authenticate(server, { grant_type: 'authorization_code', code })
      const cookies = new Map(browser.cookies)
      const query = new URLSearchParams({ session_id: sessionOf(body.access_token) })
      return (at) => {
        const tab = new BrowserClient(at)
        for (const [name, value] of cookies) tab.cookies.set(name, value)
        return tab.request(`${at.url}/user_management/sessions/logout?${query}`)
      }
    },
    same: (result) => 'location' in result && result.location,
  },
]

/** Moments that come again, or are set for good when the thing is made: nothing is used up. */
const notUsedUp = [
  'api_keys.last_used_at',
  'customer_api_keys.expires_at',
  'customer_api_keys.last_used_at',
  'device_authorizations.polled_at',
  'emails.claimed_until',
  'organization_domains.next_check_at',
  'organization_domains.verification_expires_at',
  'signing_keys.published_until',
  'users.last_sign_in_at',
]

/** What chance and refused attempts make of the same rows. */
const withoutAttempts = (rows: Rows): Rows =>
  new Set(
    [...rows]
      .filter((row) => !/^events .*_failed"/.test(row))
      .map((row) => row.replace(/"(attempts|updated_at)": ("[^"]*"|\d+)/g, '"$1": …')),
  )
const withoutNames = (row: string) =>
  row
    .replace(/\b[a-z]+-[0-9a-f]{10}\b/g, 'somebody')
    .replace(/"(last_time_step|state|code_challenge)": ("[\w-]{30,}"|\d+)/g, '"$1": …')

/** The answers to so many at once, and the rows that they left. */
async function race(prepare: (times: number) => Promise<Use>, count: number) {
  for (const { deps } of [server, other]) deps.clock.advance(61)
  const use = await prepare(count)
  const before = withoutAttempts(await readRows(server))
  const results = await atOnce((index) => use(index % 2 ? server : other, index), count)
  await other.settled()
  const { written, gone } = changesBetween(before, withoutAttempts(await readRows(server)))
  const normal = (rows: string[]) => withoutChance(rows.map(withoutNames), new Set())
  return { results, rows: { written: normal(written), gone: normal(gone) } }
}

function refusalOf(result: Result): string {
  const { code, error, valid } = bodyOf(result)
  return String(valid === false ? 'invalid' : (code ?? error ?? result.status))
}
const isSuccess = ({ status }: Result) => status < 400

describe('used fifty times at once on two servers, works once and leaves the rows of one use:', () => {
  test.each(singleUses)('$thing', async ({ make, refusals, isSuccess: won = isSuccess }) => {
    const once = await race(make, 1)
    expect(once.results.filter(won)).toHaveLength(1)
    expect(once.rows.written).not.toEqual([])
    const { results, rows } = await race(make, 50)
    const refused = results.filter((result) => !won(result)).map(refusalOf)
    expect(new Set([...refused, ...refusals])).toEqual(new Set(refusals))
    expect(refused).toHaveLength(49)
    expect(rows).toEqual(once.rows)
  })
})

describe('asked for fifty times at once on two servers, happens once and answers the same:', () => {
  test.each(repeatables)('$thing', async ({ make, same }) => {
    const once = await race(make, 1)
    expect(once.rows.written).not.toEqual([])
    const { results, rows } = await race(make, 50)
    expect(new Set(results.map(isSuccess))).toEqual(new Set([true]))
    expect(new Set(results.map(same)).size).toBe(1)
    expect(rows).toEqual(once.rows)
  })
})

describe('presented with the key of another environment, is refused and not used up:', () => {
  const byKey = [...singleUses, ...repeatables].filter(({ withoutKey }) => !withoutKey)

  test.each(byKey)('$thing', async ({ make }) => {
    const use = await make(1)
    const before = withoutAttempts(await readRows(server))
    const elsewhere = { ...server, staging: server.production }
    expect((await use(elsewhere, 0)).status).toBeOneOf([400, 404])
    expect(withoutAttempts(await readRows(server))).toEqual(before)
    expect(await use(server, 0)).toSatisfy(isSuccess)
  })
})

test('whatever a column says was used up is raced for', async () => {
  const { rows } = await sql<{ name: string }>`
    select table_name || '.' || column_name as name from information_schema.columns
     where table_schema = 'public' and data_type like 'timestamp%' and is_nullable = 'YES'
     order by 1`.execute(server.deps.db)
  const raced = [...singleUses, ...repeatables].flatMap(({ columns }) => columns)
  const known = new Set([...raced, ...notUsedUp])
  const forgotten = rows.map(({ name }) => name).filter((name) => !known.has(name))
  expect(
    forgotten.map((name) => `${name} is a moment that no race and no exception names.`),
  ).toEqual([])
  const columns = new Set(
    (await readColumns(server.deps)).map(({ table, name }) => `${table}.${name}`),
  )
  expect([...known].filter((name) => !columns.has(name))).toEqual([])
})
