import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, read } from '../../test/api.ts'
import { readDatabaseAsText } from '../../test/database-text.ts'
import { newEmail, password, signInByApi } from '../../test/people.ts'
import { type Route, routesOf } from '../../test/routes.ts'
import { startTestServer, type TestServer } from '../../test/server.ts'
import { signInOwner } from '../../test/sign-in-owner.ts'
import { createActionEndpoint } from '../features/actions/action-endpoint.ts'
import { createApiKey } from '../features/api-keys/api-key.ts'
import { createChallenge } from '../features/authentication-factors/authentication-challenge.ts'
import { enrollFactor } from '../features/authentication-factors/authentication-factor.ts'
import { createCorsOrigin } from '../features/cors-origins/cors-origin.ts'
import { createApiKeyOfOrganization } from '../features/customer-api-keys/customer-api-key.ts'
import { sendVerificationEmail } from '../features/email-verification/email-verification.ts'
import { createGroup } from '../features/groups/group.ts'
import { sendInvitation } from '../features/invitations/invitation.ts'
import { createMagicAuth } from '../features/magic-auth/magic-auth.ts'
import type { OrganizationDomain } from '../features/organization-domains/organization-domain.ts'
import { createOrganizationMembership } from '../features/organization-memberships/organization-membership.ts'
import { createOrganization } from '../features/organizations/organization.ts'
import { createPasswordReset } from '../features/password-reset/password-reset.ts'
import { createPermission } from '../features/permissions/permission.ts'
import { createRedirect } from '../features/redirects/redirect.ts'
import { createRole } from '../features/roles/role.ts'
import { createUser } from '../features/users/user.ts'
import { sendTestEvent } from '../features/webhooks/webhook-delivery.ts'
import { createWebhookEndpoint } from '../features/webhooks/webhook-endpoint.ts'
import { createId } from '../ids/ids.ts'

let server: TestServer
let ownerHeaders: Awaited<ReturnType<typeof signInOwner>>
let routes: Route[]

beforeAll(async () => {
  server = await startTestServer()
  ownerHeaders = await signInOwner(server)
  routes = routesOf(server)
})
afterAll(() => server?.stop())

/** What anybody may ask for: it brings credentials of its own, or is there for everybody. */
const publicRoutes = new Set([
  'GET /health',
  'GET /openapi.json',
  'GET /latchkey/configuration.schema.json',
  'GET /sso/jwks/:clientId',
  'OPTIONS /sso/jwks/:clientId',
  'POST /user_management/authenticate',
  'OPTIONS /user_management/authenticate',
  'POST /x/authkit/users/authenticate',
  'OPTIONS /x/authkit/users/authenticate',
  'GET /user_management/authorize',
  'POST /user_management/authorize/device',
  'GET /user_management/initiate_login',
  'GET /user_management/sessions/logout',
  'OPTIONS /user_management/sessions/logout',
  'POST /dashboard/api/sign-out',
])
const apiPrefixes = [
  '/api_keys',
  '/auth/',
  '/authorization',
  '/client',
  '/dashboard/api',
  '/events',
  '/feature-flags',
  '/latchkey',
  '/organization_domains',
  '/organizations',
  '/sdk',
  '/sso',
  '/user_management',
  '/webhook_endpoints',
  '/widgets',
  '/x/',
]
const isPage = ({ path }: Route) => !apiPrefixes.some((prefix) => path.startsWith(prefix))

const nameOf = ({ method, path }: Route) => `${method} ${path}`
const guarded = () => routes.filter((route) => !isPage(route) && !publicRoutes.has(nameOf(route)))

async function ask(
  { method, path }: Route,
  headers: Record<string, string>,
  body?: unknown,
): Promise<Answer> {
  return read(
    await fetch(server.url + path, {
      method,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    }),
  )
}

const withKey = (apiKey: string) => ({ authorization: `Bearer ${apiKey}` })

test('the routes are found: as many as the API has, and a few more', () => {
  const documented = Object.values(server.app.swagger().paths ?? {}).flatMap((path) =>
    Object.keys(path),
  )
  expect(documented.length).toBeGreaterThan(20)
  expect(routes.length).toBeGreaterThan(documented.length)
  for (const name of publicRoutes) expect(routes.map(nameOf)).toContain(name)
})

describe('every route of the API', () => {
  test('is closed without credentials', async () => {
    for (const route of guarded()) {
      const answer = await ask(route, {})
      expect({ route: nameOf(route), status: answer.status, body: answer.body }).toEqual({
        route: nameOf(route),
        status: 401,
        body: { message: 'Unauthorized' },
      })
    }
  })

  test('is closed to the dashboard’s cookie of somebody who is no owner', async () => {
    const { environment } = server.staging
    const email = newEmail()
    const user = await createUser(server.deps, environment, {
      email,
      password,
      emailVerified: true,
    })
    const { refresh_token } = await signInByApi(server, { email, password, user })
    const headers = {
      cookie: `latchkey-dashboard=${refresh_token}`,
      'latchkey-environment': environment.id,
    }
    for (const route of guarded()) {
      expect({ route: nameOf(route), status: (await ask(route, headers)).status }).toEqual({
        route: nameOf(route),
        status: 401,
      })
    }
  })

  test('of the dashboard alone is closed to API keys', async () => {
    const own = guarded().filter(({ path }) => path.startsWith('/dashboard/api'))
    expect(own.length).toBeGreaterThan(10)
    for (const route of own) {
      const { status } = await ask(route, withKey(server.staging.apiKey))
      expect({ route: nameOf(route), status }).toEqual({ route: nameOf(route), status: 401 })
    }
  })

  test('that changes something refuses an owner whom another website speaks for', async () => {
    const headers = {
      ...ownerHeaders(server.staging.environment),
      origin: 'https://evil.example',
    }
    const changing = guarded().filter(({ method }) => method !== 'GET')
    expect(changing.length).toBeGreaterThan(10)
    for (const route of changing) {
      const { status } = await ask(route, headers, {})
      expect({ route: nameOf(route), status }).toEqual({ route: nameOf(route), status: 403 })
    }
  })
})

describe('one environment', () => {
  /** Things of production by the route that names them, and bodies that would change them. */
  async function makeThingsOfProduction() {
    const { environment, application } = server.production
    const owner = { environment, application }
    const email = newEmail('canary')
    const user = await createUser(server.deps, environment, {
      email,
      password,
      emailVerified: true,
      externalId: 'canary-external-id',
    })
    const unverified = await createUser(server.deps, environment, { email: newEmail('canary') })
    await sendVerificationEmail(server.deps, unverified, application)
    const { id: verification } = await server.deps.db
      .selectFrom('email_verifications')
      .select('id')
      .executeTakeFirstOrThrow()
    const { reset, token } = await createPasswordReset(server.deps, user, application)
    const { magicAuth } = await createMagicAuth(server.deps, environment, application, {
      email,
      from: { ipAddress: null, userAgent: null },
    })
    const invited = await sendInvitation(server.deps, environment.id, application, {
      email: newEmail('canary'),
    })
    const { sid } = claimsOf(
      (await signInByApi(server, { email, password, user }, server.production)).access_token,
    )
    const { id: mail } = await server.deps.db
      .selectFrom('emails')
      .select('id')
      .where('environment_id', '=', environment.id)
      .executeTakeFirstOrThrow()
    const { factor } = await enrollFactor(server.deps, {
      environmentId: environment.id,
      userId: user.id,
      totp: { issuer: 'canary', user: email },
    })
    const { challenge } = await createChallenge(server.deps, factor)
    const { apiKey } = await createApiKey(server.deps, environment, 'canary')
    const scope = { environmentId: environment.id, organizationId: null }
    const organization = await createOrganization(server.deps, environment.id, {
      name: 'Canary Inc.',
      externalId: 'canary-organization',
      domainData: [{ domain: 'canary.example.com', state: 'pending' }],
    })
    const { id: domain } = organization.domains[0] as OrganizationDomain
    const within = { ...scope, organizationId: organization.id }
    const membership = await createOrganizationMembership(server.deps, environment, {
      userId: user.id,
      organizationId: organization.id,
    })
    await createPermission(server.deps, environment.id, { slug: 'canary', name: 'canary' })
    await createRole(server.deps, scope, { slug: 'canary', name: 'canary' })
    await createRole(server.deps, within, { slug: 'org-canary', name: 'canary' })
    await createGroup(server.deps, within, { name: 'canary' })
    const { apiKey: customerKey } = await createApiKeyOfOrganization(
      server.deps,
      environment.id,
      organization.id,
      { name: 'canary' },
    )
    // Made of rows: the dashboard would make it in every environment.
    await server.deps.db
      .insertInto('feature_flags')
      .values({
        environment_id: environment.id,
        id: createId('flag', new Date()),
        slug: 'canary',
        name: 'canary',
        description: null,
        owner: null,
        tags: [],
        created_at: new Date(),
        updated_at: new Date(),
      })
      .execute()
    const uri = (name: string) => `https://canary.example.com/${name}`
    const redirect = await createRedirect(server.deps, 'redirect_uris', owner, uri('in'))
    const signOut = await createRedirect(server.deps, 'sign_out_redirects', owner, uri('out'))
    const webhook = await createWebhookEndpoint(server.deps, environment.id, {
      endpointUrl: uri('webhook'),
      events: ['user.created'],
    })
    const delivery = await sendTestEvent(server.deps, environment.id, webhook.id, {
      event: 'group.created',
      data: { name: 'canary' },
    })
    const action = await createActionEndpoint(server.deps, environment.id, 'authentication', {
      url: uri('action'),
      enabled: false,
      failureMode: 'deny',
      timeoutMilliseconds: 1_000,
    })
    const corsOrigin = await createCorsOrigin(server.deps, owner, 'https://canary.example.com')
    return {
      ids: [
        [/^\/user_management\/users\/external_id\/:\w+/, 'canary-external-id'],
        [/^\/user_management\/users\/:\w+/, user.id],
        [/^\/auth\/factors\/:\w+/, factor.id],
        [/^\/auth\/challenges\/:\w+/, challenge.id],
        [/^\/user_management\/email_verification\/:\w+/, verification],
        [/^\/user_management\/magic_auth\/:\w+/, magicAuth.id],
        [/^\/user_management\/invitations\/by_token\/:\w+/, invited.token],
        [/^\/user_management\/invitations\/:\w+/, invited.invitation.id],
        [/^\/user_management\/password_reset\/:\w+/, reset.id],
        [/^(?:\/user_management|\/dashboard\/api)\/redirect_uris\/:\w+/, redirect.id],
        [/^\/dashboard\/api\/sign_out_redirects\/:\w+/, signOut.id],
        [/^\/organizations\/external_id\/:\w+/, 'canary-organization'],
        [/^\/organizations\/:\w+/, organization.id],
        [/^(?:\/dashboard\/api)?\/organization_domains\/:\w+/, domain],
        [/^\/dashboard\/api\/cors_origins\/:\w+/, corsOrigin.id],
        [/^\/dashboard\/api\/api_keys\/:\w+/, apiKey.id],
        [/^\/dashboard\/api\/emails\/:\w+/, mail],
        [/^\/user_management\/organization_memberships\/:\w+/, membership.id],
        [/^\/(?:authorization|dashboard\/api)\/organizations\/:\w+/, organization.id],
        [/^\/authorization\/permissions\/:\w+/, 'canary'],
        [/^\/(?:authorization|dashboard\/api)\/roles\/:\w+/, 'canary'],
        [/^(?:\/dashboard\/api)?\/webhook_endpoints\/:\w+/, webhook.id],
        [/^\/dashboard\/api\/webhook_deliveries\/:\w+/, delivery.id],
        [/^\/dashboard\/api\/action_endpoints\/:\w+/, action.id],
        [/^\/api_keys\/:\w+/, customerKey.id],
        [/^(?:\/dashboard\/api)?\/feature-flags\/:\w+/, 'canary'],
      ] as [RegExp, string][],
      bodies: {
        'POST /auth/factors/enroll': { type: 'totp', user_id: user.id },
        'POST /auth/challenges/:id/verify': { code: '123456' },
        'POST /user_management/users/:id/auth_factors': { type: 'totp' },
        'PUT /user_management/users/:id': { first_name: 'Eve', email: 'eve@example.com' },
        'POST /user_management/users/:id/email_verification/confirm': { code: '123456' },
        'POST /user_management/users/:id/email_change/send': { new_email: 'eve@example.com' },
        'POST /user_management/users/:id/email_change/confirm': { code: '123456' },
        'POST /user_management/sessions/revoke': { session_id: sid },
        'POST /user_management/password_reset/confirm': {
          token,
          new_password: 'four other unrelated words',
        },
        'POST /user_management/password_reset': { email },
        'POST /user_management/organization_memberships': {
          user_id: user.id,
          organization_id: organization.id,
        },
        ...bodiesOfRoles,
        'PUT /organizations/:id': { name: 'Eve', domain_data: [] },
        'POST /organization_domains': {
          domain: 'eve.example.com',
          organization_id: organization.id,
        },
        'POST /dashboard/api/webhook_endpoints/:id/test_events': {
          event: 'user.created',
          data: {},
        },
        'PUT /dashboard/api/action_endpoints/:id': {
          url: 'https://eve.example.com',
          enabled: true,
          failure_mode: 'allow',
          timeout_milliseconds: 1_000,
        },
        'POST /widgets/token': { organization_id: organization.id },
        'POST /client/token': { organization_id: organization.id, user_id: user.id },
        'POST /organizations/:id/api_keys': { name: 'Eve' },
        'POST /user_management/users/:id/api_keys': {
          name: 'Eve',
          organization_id: organization.id,
        },
      } as Record<string, unknown>,
      words: [
        email,
        user.id,
        reset.id,
        factor.id,
        challenge.id,
        verification,
        apiKey.id,
        sid,
        mail,
        domain,
        webhook.id,
        action.id,
        magicAuth.id,
        'canary',
      ],
    }
  }

  const roles = '/authorization/roles/:slug'
  const ownRoles = '/authorization/organizations/:organizationId/roles'
  const groups = '/organizations/:id/groups'
  const bodiesOfRoles = {
    [`PUT ${roles}/permissions`]: { permissions: [] },
    [`POST ${roles}/permissions`]: { slug: 'canary' },
    [`POST ${ownRoles}`]: { name: 'Eve' },
    [`PUT ${ownRoles}/:slug/permissions`]: { permissions: [] },
    [`POST ${ownRoles}/:slug/permissions`]: { slug: 'canary' },
    [`POST ${groups}`]: { name: 'Eve' },
    [`POST ${groups}/:groupId/organization-memberships`]: { organization_membership_id: 'om_x' },
  }

  const claimsOf = (token: string) =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sid: string }

  /** The route with the id of production's thing in it. A route that is new here fails: add its thing. */
  function withId(route: Route, ids: [RegExp, string][]): Route {
    if (!route.path.includes(':')) return route
    const [, id] = ids.find(([pattern]) => pattern.test(route.path)) ?? []
    if (!id) throw new Error(`${nameOf(route)} has no thing of another environment to ask for.`)
    const path = route.path.replace(/:\w+/, encodeURIComponent(id))
    return { ...route, path: path.replace(':resourceId', createId('user', new Date())) }
  }

  test('does not find, show or change anything of another, by key or by owner', async () => {
    const { ids, bodies, words } = await makeThingsOfProduction()
    const { id } = server.production.environment
    const before = await readDatabaseAsText(server, id)
    let named = 0
    for (const route of guarded()) {
      const credentials = [
        withKey(server.staging.apiKey),
        ownerHeaders(server.staging.environment),
      ].slice(route.path.startsWith('/dashboard/api') ? 1 : 0)
      for (const headers of credentials) {
        const body = bodies[nameOf(route)] ?? (route.method === 'GET' ? undefined : {})
        const answer = await ask(withId(route, ids), headers, body)
        const said = JSON.stringify(answer.body)
        if (route.path.includes(':') || bodies[nameOf(route)]) {
          named++
          expect({ route: nameOf(route), status: answer.status }).toEqual({
            route: nameOf(route),
            status: 404,
          })
        } else {
          for (const word of words) expect(said).not.toContain(word)
        }
      }
    }
    expect(named).toBeGreaterThan(20)
    expect(await readDatabaseAsText(server, id)).toEqual(before)
  })

  test('answers for a thing of another in the words of a thing that never was', async () => {
    const path = '/user_management/users'
    const { body: list } = await ask({ method: 'GET', path }, withKey(server.production.apiKey))
    const [foreign] = list.data
    const never = foreign.id.replace(/.$/, foreign.id.endsWith('0') ? '1' : '0')
    const [one, other] = await Promise.all(
      [foreign.id, never].map(async (id: string) => {
        const key = withKey(server.staging.apiKey)
        const answer = await ask({ method: 'GET', path: `${path}/${id}` }, key)
        return JSON.stringify(answer.body).replace(id, 'id')
      }),
    )
    expect(one).toBe(other)
  })

  test('shows its lists without anything of the other', async () => {
    const lists = guarded().filter(({ method, path }) => method === 'GET' && !path.includes(':'))
    for (const route of lists) {
      const { body } = await ask(route, ownerHeaders(server.staging.environment))
      expect(JSON.stringify(body)).not.toContain('canary')
    }
  })
})
