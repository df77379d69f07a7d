import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, read } from '../api.ts'
import { contractFetch } from '../contract.ts'
import { type DnsServer, startDnsServer } from '../dns-server.ts'
import { describeRoute, guardedRoutesOf, nameOf, type Route, type Schema } from '../routes.ts'
import { startTestServer, type TestServer } from '../server.ts'
import { signInOwner } from '../sign-in-owner.ts'
import type { DeclaredRequest } from './requests.ts'
import { type RouteRequest, requestsOf, type Swap, swapsOf, undeclared } from './swaps.ts'
import { makeThings, makeThingsOfOrganization, neverMade, type Things } from './things.ts'
import { changesBetween, readRows } from './written-rows.ts'

let dns: DnsServer
let server: TestServer
let ownerHeaders: Awaited<ReturnType<typeof signInOwner>>
let routes: Route[]
let declared: RouteRequest[]
let ours: Things
let ofNeighbour: Things
let foreign: Things

beforeAll(async () => {
  dns = await startDnsServer()
  server = await startTestServer({ env: { LATCHKEY_DNS_SERVERS: dns.address } })
  ownerHeaders = await signInOwner(server)
  const left = [...withoutSubject, ...aboutTheCaller]
  routes = guardedRoutesOf(server).filter((route) => !left.includes(nameOf(route)))
  ours = await makeThings(server, server.staging, 'ours')
  const neighbour = await makeThingsOfOrganization(server, server.staging, 'neighbour')
  ofNeighbour = { ...ours, ...neighbour }
  foreign = await makeThings(server, server.production, 'foreign')
  declared = requestsOf(routes, ours)
})
afterAll(async () => {
  await server?.stop()
  await dns?.stop()
})

/** What these name does not exist here, so that they are refused whoever asks: see features/connect. */
const withoutSubject = new Set([
  'DELETE /user_management/users/:id/authorized_applications/:applicationId',
  'POST /authkit/oauth2/complete',
])

/** They take no name: the key that asks is what they are about. See features/cli-sign-ins. */
const aboutTheCaller = ['GET /latchkey/api_key', 'DELETE /latchkey/api_key']

async function ask(request: DeclaredRequest, headers: Record<string, string>): Promise<Answer> {
  const { method, path, query, body } = request
  const address = `${server.url}${path}${query ? `?${new URLSearchParams(query)}` : ''}`
  return read(
    await contractFetch(address, {
      method,
      headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  )
}

/** How staging may ask for a route: by key and as an owner, or only as an owner. */
function credentialsFor({ path }: Route): Record<string, string>[] {
  const owner = ownerHeaders(server.staging.environment)
  const key = { authorization: `Bearer ${server.staging.apiKey}` }
  return path.startsWith('/dashboard/api') ? [owner] : [key, owner]
}

const isEmptyList = ({ status, body }: Answer) =>
  status === 200 && body.object === 'list' && body.data.length === 0

/** What names something of a tenant. Slugs and ids that the caller thinks of are values. */
const isName = (field: string) =>
  (/(^|_)(id|ids|slug|slugs|token|permissions|priority)$/.test(field) &&
    !['external_id', 'stripe_customer_id', 'resource_type_slug'].includes(field)) ||
  ['organization', 'value'].includes(field)

const fieldsOf = ({ properties = {}, anyOf = [] }: Schema): string[] => [
  ...Object.keys(properties),
  ...anyOf.flatMap(fieldsOf),
]

/** Fields called like a name that are a value: what a new thing shall be called. */
const newNames = new Set([
  'POST /authorization/permissions body.slug',
  'POST /authorization/roles body.slug',
  'POST /authorization/organizations/:organizationId/roles body.slug',
  'POST /dashboard/api/feature-flags body.slug',
  'POST /latchkey/imports/users body.id',
  'POST /latchkey/imports/organizations body.id',
  'POST /latchkey/imports/organization_memberships body.id',
])
/** A flag is in every environment, and described in all of them at once. */
const ofEveryEnvironment = new Set([
  'PUT /dashboard/api/feature-flags/:slug path.4',
  'DELETE /dashboard/api/feature-flags/:slug path.4',
])

test('every route has a request that names whatever the route takes', () => {
  expect(routes.length).toBeGreaterThan(130)
  const missing = undeclared(routes, declared)
  for (const route of routes) {
    const { query, body } = describeRoute(server, route)
    const segments = route.path.split('/').map((part, index) => [part, `path.${index}`] as const)
    const taken = [
      ...segments.filter(([part]) => part.startsWith(':')).map(([, at]) => at),
      ...query.filter(isName).map((field) => `query.${field}`),
      ...fieldsOf(body ?? {})
        .filter(isName)
        .map((field) => `body.${field}`),
    ].filter(
      (at) => ![newNames, ofEveryEnvironment].some((set) => set.has(`${nameOf(route)} ${at}`)),
    )
    const named = declared
      .filter((request) => request.route === route)
      .flatMap(({ declare }) => swapsOf(declare, ours, foreign).map(({ at }) => at))
    for (const at of taken) {
      if (named.some((known) => known === at || known.startsWith(`${at}.`))) continue
      missing.push(`${nameOf(route)} takes ${at}, and no request in requests.ts has a name there.`)
    }
  }
  expect(missing).toEqual([])
})

/** Where a name that leads nowhere is published as a mistake in the request, not as a 404. */
const publishedRefusals: Record<string, string> = {
  'GET /user_management/users query.organization': 'organization_not_found',
  'GET /user_management/users query.organization_id': 'organization_not_found',
  'POST /user_management/magic_auth body.invitation_token': 'invitation_invalid',
  'POST /user_management/invitations body.role_slug': 'invalid_role',
  'POST /user_management/organization_memberships body.role_slug': 'invalid_role',
  'POST /user_management/organization_memberships body.role_slugs': 'invalid_role',
  'PUT /user_management/organization_memberships/:id body.role_slug': 'invalid_role',
  'PUT /user_management/organization_memberships/:id body.role_slugs': 'invalid_role',
  'POST /latchkey/imports/organization_memberships body.role_slug': 'invalid_role',
  'POST /latchkey/imports/organization_memberships body.role_slugs': 'invalid_role',
  'PATCH /dashboard/api/role_settings body.priority': 'invalid_priority',
  'PATCH /dashboard/api/organizations/:organizationId/role_settings body.priority':
    'invalid_priority',
  'POST /organizations/:id/api_keys body.permissions': 'permission_not_found',
  'POST /user_management/users/:id/api_keys body.permissions': 'permission_not_found',
}

/** Whether an answer is what a name that leads nowhere gets. */
function isNotFound(at: string, answer: Answer): boolean {
  const { status, body } = answer
  if (status === 404) return true
  if (at.includes(' query.') && isEmptyList(answer)) return true
  if (at === 'POST /api_keys/validations body.value') return body.api_key === null
  const code = publishedRefusals[at.replace(/\.\d+$/, '')]
  return status >= 400 && code !== undefined && JSON.stringify(body).includes(`"${code}"`)
}

test('a name of another environment leads nowhere, exactly as one that never was', async () => {
  const before = await readRows(server)
  const wrong: string[] = []
  let swapped = 0
  for (const { route, declare } of declared) {
    const never = swapsOf(declare, ours, neverMade(foreign))
    for (const [index, swap] of swapsOf(declare, ours, foreign).entries()) {
      for (const headers of credentialsFor(route)) {
        swapped++
        const at = `${nameOf(route)} ${swap.at}`
        const answers = await Promise.all(
          [swap, never[index] as Swap].map(async ({ request, name }) => {
            const answer = await ask(request, headers)
            const said = JSON.stringify(answer.body).replaceAll(name, 'name')
            return { answer, text: `${answer.status} ${said}` }
          }),
        )
        const [one, other] = answers.map(({ text }) => text)
        if (one !== other) wrong.push(`${at} tells: ${one}, but ${other}`)
        if (!answers.every(({ answer }) => isNotFound(at, answer))) wrong.push(`${at}: ${one}`)
      }
    }
  }
  expect(wrong).toEqual([])
  expect(swapped).toBeGreaterThan(300)
  expect(changesBetween(before, await readRows(server))).toEqual({ written: [], gone: [] })
})

/** Where the things of two organizations of one environment may meet. */
const mayMeet = new Set([
  // Anybody may become a member, and invite.
  'POST /user_management/organization_memberships body.user_id',
  'POST /latchkey/imports/organization_memberships body.user_id',
  'POST /user_management/invitations body.inviter_user_id',
])

test('beside a name of one organization, that of another leads nowhere', async () => {
  const before = await readRows(server)
  const wrong: string[] = []
  let swapped = 0
  for (const { route, declare } of declared) {
    const swaps = swapsOf(declare, ours, ofNeighbour)
    // A single name stands beside no other: whoever has a key may ask for every organization.
    if (swaps.length === 1) continue
    for (const swap of swaps) {
      const at = `${nameOf(route)} ${swap.at}`
      if (mayMeet.has(at)) continue
      for (const headers of credentialsFor(route)) {
        swapped++
        const answer = await ask(swap.request, headers)
        const { status } = answer
        const isRefused = [400, 404, 422].includes(status) || isEmptyList(answer)
        if (!isRefused) wrong.push(`${at}: ${status} ${JSON.stringify(answer.body)}`)
      }
    }
  }
  expect(wrong).toEqual([])
  expect(swapped).toBeGreaterThan(50)
  expect(changesBetween(before, await readRows(server))).toEqual({ written: [], gone: [] })
})

test('no list shows anything of another environment, wherever it is asked to begin', async () => {
  const words = Object.values(foreign)
  for (const { route, declare } of declared.filter(({ route }) => route.method === 'GET')) {
    const { query } = describeRoute(server, route)
    const beginnings = ['before', 'after']
      .filter((cursor) => query.includes(cursor))
      .map((cursor) => ({ [cursor]: foreign.user }))
    const [headers = {}] = credentialsFor(route)
    for (const beginning of [{}, ...beginnings]) {
      const request = declare(ours)
      const { body } = await ask({ ...request, query: { ...request.query, ...beginning } }, headers)
      const said = JSON.stringify(body)
      const shown = words.filter((word) => said.includes(word))
      // Where a list begins is said again.
      const isNews = (word: string) => !Object.values(beginning).includes(word)
      expect({ route: nameOf(route), shown: shown.filter(isNews) }).toEqual({
        route: nameOf(route),
        shown: [],
      })
    }
  }
})

test('with names of its own, every request is carried out', async () => {
  for (const { route, declare } of declared) {
    const [headers = {}] = credentialsFor(route)
    const { status, body } = await ask(declare(ours), headers)
    const said = { route: nameOf(route), status, body }
    expect(said).toEqual({ ...said, status: expect.toBeOneOf([200, 201, 202, 204]) })
  }
})
