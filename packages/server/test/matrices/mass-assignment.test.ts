import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, read } from '../api.ts'
import { authorizeUrl, BrowserClient, type Visit } from '../browser-client.ts'
import { contractFetch } from '../contract.ts'
import { type DnsServer, startDnsServer } from '../dns-server.ts'
import { codeMailedTo, createPerson, password, signInByApi } from '../people.ts'
import { describeRoute, guardedRoutesOf, nameOf, type Schema } from '../routes.ts'
import { startTwins, type TestServer } from '../server.ts'
import { signInOwner } from '../sign-in-owner.ts'
import type { DeclaredRequest } from './requests.ts'
import { type RouteRequest, requestsOf } from './swaps.ts'
import { makeThings, makeThingsOfOrganization, type Things } from './things.ts'
import {
  type Changes,
  type Column,
  changesBetween,
  idsIn,
  readColumns,
  readRows,
  withoutChance,
} from './written-rows.ts'

/** One server is asked as the API is meant, its twin is sent the same and more. */
let honest: TestServer
let planted: TestServer
let dns: DnsServer
let ours: Things
let privileges: Record<string, unknown>
/** The texts among them that are nowhere else. */
let marks: string[]
let declared: RouteRequest[]
let knownIds: Set<string>
let owner: Record<string, string>
let person: { email: string; refreshToken: string }

beforeAll(async () => {
  dns = await startDnsServer()
  const { twins, prepared } = await startTwins(
    { env: { LATCHKEY_DNS_SERVERS: dns.address } },
    async (server) => {
      const things = await makeThings(server, server.staging, 'ours')
      const neighbour = await makeThingsOfOrganization(server, server.staging, 'neighbour')
      const headers = (await signInOwner(server))(server.staging.environment)
      const { email, ...somebody } = await createPerson(server)
      const { refresh_token } = await signInByApi(server, { email, ...somebody })
      return { things, neighbour, headers, person: { email, refreshToken: refresh_token } }
    },
  )
  ;[honest, planted] = twins
  ours = prepared.things
  owner = prepared.headers
  person = prepared.person
  const { organization, outsider: user } = prepared.neighbour
  const environment = honest.production.environment.id
  privileges = privilegesOf(await readColumns(honest.deps), { organization, user, environment })
  marks = [mark, longAgo, organization, user, environment]
  declared = requestsOf(guardedRoutesOf(honest), ours)
  const [ids, idsOfTwin] = await Promise.all(twins.map(async (twin) => idsIn(await readRows(twin))))
  knownIds = new Set([...(ids ?? [])].filter((id) => idsOfTwin?.has(id)))
})
afterAll(async () => {
  await Promise.all([honest?.stop(), planted?.stop()])
  await dns?.stop()
})

const mark = 'mass-assigned'
const longAgo = '1999-12-31T23:59:59'

/** Every column that there is, as the tables call it and as the code does, and a few words more. */
function privilegesOf(
  columns: Column[],
  others: { organization: string; user: string; environment: string },
): Record<string, unknown> {
  const fields: Record<string, unknown> = {
    object: mark,
    role: { slug: 'admin' },
    roles: ['admin'],
    role_slugs: ['admin'],
    permissions: [ours.permission],
    groups: [ours.group],
    members: [others.user],
    password: 'seven mass assigned words of a password',
  }
  for (const { name, type, fallback } of columns) fields[name] ??= plausible(type, fallback)
  fields.organization_id = others.organization
  fields.user_id = others.user
  fields.environment_id = others.environment
  fields.role_slug = 'admin'
  const inCode = Object.entries(fields).map(([name, value]) => [camelCase(name), value])
  return { ...fields, ...Object.fromEntries(inCode) }
}

/** Something that the column can hold and that is not there anyway. */
function plausible(type: string, fallback: string | null): unknown {
  if (type === 'boolean') return fallback !== 'true'
  if (type.startsWith('timestamp')) return `${longAgo}.000Z`
  if (type === 'jsonb') return { [mark]: mark }
  if (type === 'ARRAY') return [mark]
  return type === 'text' || type === 'bytea' ? mark : 7_331
}

const camelCase = (name: string) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())

/** A body with more in it, wherever its schema names fields: all but those that it names. */
function plant(body: unknown, schema: Schema | undefined, more: Record<string, unknown>): unknown {
  const known = schema?.anyOf?.find(({ properties }) => properties) ?? schema
  if (Array.isArray(body)) return body.map((item) => plant(item, schemaOfItems(known), more))
  if (typeof body !== 'object' || body === null) return body
  // Any name is meant where none is named, as in metadata.
  if (known && !known.properties) return body
  const own = Object.entries(body).map(([name, value]) => [
    name,
    plant(value, known?.properties?.[name] ?? { type: 'any' }, more),
  ])
  const added = Object.entries(more).filter(([name]) => !(name in (known?.properties ?? {})))
  return { ...Object.fromEntries(added), ...Object.fromEntries(own) }
}

const schemaOfItems = (schema: Schema | undefined): Schema =>
  schema?.items ?? schema?.anyOf?.find(({ items }) => items)?.items ?? { type: 'any' }

type Target = Pick<DeclaredRequest, 'method' | 'path'>

const ask = async (server: TestServer, { method, path }: Target, body?: unknown) =>
  read(
    await contractFetch(server.url + path, {
      method,
      headers: { ...accessTo(server, path), ...(body ? json : {}) },
      body: body ? JSON.stringify(body) : undefined,
    }),
  )

const json = { 'content-type': 'application/json' }
const accessTo = ({ staging }: TestServer, path: string): Record<string, string> =>
  path.startsWith('/dashboard/api') ? owner : { authorization: `Bearer ${staging.apiKey}` }

async function observe<T>(server: TestServer, act: () => Promise<T>) {
  const before = await readRows(server)
  const answer = await act()
  return { answer, changes: changesBetween(before, await readRows(server)) }
}

const isRefused = ({ status }: Pick<Answer, 'status'>) => status >= 400 && status < 500

/** Shows that a twin that was sent more did the same. */
function expectTheSame(
  name: string,
  meant: { answer: Answer | Visit; changes: Changes },
  sent: { answer: Answer | Visit; changes: Changes },
) {
  const ofBoth = [meant, sent].map(({ answer, changes }) => ({
    name,
    status: answer.status,
    written: withoutChance(changes.written, knownIds),
    gone: withoutChance(changes.gone, knownIds),
  }))
  expect(ofBoth[1]).toEqual(ofBoth[0])
  const said = wordsIn(meant.answer)
  const news = marks.filter((text) => wordsIn(sent.answer).includes(text) && !said.includes(text))
  expect({ name, news }).toEqual({ name, news: [] })
}

/** The claims of tokens are read, too: what is in one is written nowhere else. */
function wordsIn(answer: Answer | Visit): string {
  const text = 'html' in answer ? answer.html : JSON.stringify(answer.body)
  const tokens = text.match(/eyJ[\w-]+\.eyJ[\w-]+/g) ?? []
  const claims = tokens.map((token) => Buffer.from(token.split('.')[1] ?? '', 'base64url'))
  return `${text} ${claims.join(' ')}`
}

/** Requests with a body, and those where one could be sent. */
const changing = () => declared.filter(({ route }) => !['GET', 'DELETE'].includes(route.method))

describe('a field that is not asked for is refused or ignored, never applied', () => {
  test('by any route that asks for a key or an owner', async () => {
    expect(Object.keys(privileges).length).toBeGreaterThan(250)
    expect(changing().length).toBeGreaterThan(70)
    for (const { route, declare } of changing()) {
      const request = declare(ours)
      const { body = {} } = request
      const { body: schema } = describeRoute(honest, route)
      const meant = await observe(honest, () => ask(honest, request, body))
      const name = nameOf(route)
      const { status, body: said } = meant.answer
      expect({ name, status, said }).toEqual({
        name,
        said,
        status: expect.toBeOneOf(successes),
      })
      const more = plant(body, schema, privileges)
      const sent = await observe(planted, () => ask(planted, request, more))
      if (isRefused(sent.answer)) {
        expectEachRefused(name, sent, schema)
        await ask(planted, request, body)
      } else {
        expectTheSame(name, meant, sent)
      }
    }
  })

  test('by the endpoints for tokens and devices', async () => {
    const { email, refreshToken } = person
    const as = ({ staging }: TestServer) => ({
      client_id: staging.clientId,
      client_secret: staging.apiKey,
    })
    const authenticate = '/user_management/authenticate'
    const device = '/user_management/authorize/device'
    for (const [path, inputs] of [
      [authenticate, { grant_type: 'password', email, password }],
      [authenticate, { grant_type: 'refresh_token', refresh_token: refreshToken }],
      [device, {}],
    ] as const) {
      const withMore = { ...privileges, ...published, ...inputs }
      const post = { method: 'POST', path }
      const meant = await observe(honest, () =>
        ask(honest, post, { ...published, ...inputs, ...as(honest) }),
      )
      expect(meant.answer.status).toBe(200)
      const sent = await observe(planted, () => ask(planted, post, { ...withMore, ...as(planted) }))
      expectTheSame(`${path} ${JSON.stringify(inputs)}`, meant, sent)
    }
  })

  test('by the forms of the hosted pages', async () => {
    const email = 'signs-up@example.org'
    const signUp = async (server: TestServer, more: Record<string, string>) => {
      const browser = new BrowserClient(server)
      await browser.visit(authorizeUrl(server, { screen_hint: 'sign-up' }))
      await browser.submit({ ...more, email, first_name: 'Ada', last_name: 'Lovelace' })
      await browser.submit({ ...more, password })
      return browser.submit({ ...more, code: await codeMailedTo(server, email) })
    }
    const meant = await observe(honest, () => signUp(honest, {}))
    const written = meant.changes.written.join()
    for (const table of ['users ', 'authorization_codes ']) expect(written).toContain(table)
    const fields = Object.entries(privileges).map(([name, value]) => [name, String(value)])
    const sent = await observe(planted, () => signUp(planted, Object.fromEntries(fields)))
    expectTheSame('A sign-up', meant, sent)
  })
})

const successes = [200, 201, 204]
/** Fields of the endpoint for tokens that are called like columns. */
const published = { ip_address: '203.0.113.7', user_agent: 'Tests', organization_id: undefined }

/** A refusal names every field that it is for: none of them would come through alone. */
function expectEachRefused(
  name: string,
  { answer, changes }: { answer: Answer; changes: Changes },
  schema: Schema | undefined,
) {
  const refused: string[] = answer.body.errors.map((error: { field: string }) => error.field)
  const allowed = Object.keys(schema?.properties ?? {})
  const unnamed = Object.keys(privileges).filter((field) => !refused.includes(field))
  expect({ name, status: answer.status, ...changes }).toEqual({
    name,
    status: 422,
    written: [],
    gone: [],
  })
  expect(unnamed.filter((field) => !allowed.includes(field))).toEqual([])
}

describe('the prototype of all objects', () => {
  const poison = { polluted: true, email_verified: true, is_default: true }
  const poisoned = (body: Record<string, unknown>, key: string, value: object) => {
    const rest = JSON.stringify(body).slice(1)
    return `{${JSON.stringify(key)}: ${JSON.stringify(value)}${rest === '}' ? '' : ','}${rest}`
  }

  test('is out of reach of every body, which is refused', async () => {
    const { changes } = await observe(planted, async () => {
      for (const { route, declare } of changing()) {
        const request = declare(ours)
        const body = typeof request.body === 'object' ? request.body : {}
        for (const sent of [
          poisoned(body, '__proto__', poison),
          poisoned(body, 'constructor', { prototype: poison }),
          `{"metadata": ${poisoned({}, '__proto__', poison)}}`,
        ]) {
          const { method, path } = request
          const headers = { ...accessTo(planted, path), ...json }
          const { status } = await fetch(planted.url + path, { method, headers, body: sent })
          expect({ name: nameOf(route), sent, status }).toMatchObject({ sent, status: 400 })
        }
      }
    })
    expect(changes).toEqual({ written: [], gone: [] })
    expect(({} as { polluted?: true }).polluted).toBeUndefined()
  })

  test('is out of reach of forms and addresses', async () => {
    const poison = '__proto__[polluted]=1&__proto__.polluted=1&constructor[prototype][polluted]=1'
    const form = await fetch(`${planted.url}/user_management/authenticate?${poison}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `grant_type=password&__proto__=1&${poison}`,
    })
    expect(form.status).toBe(400)
    const { status } = await ask(planted, { method: 'GET', path: `/feature-flags?${poison}` })
    expect(status).toBe(200)
    expect(({} as { polluted?: string }).polluted).toBeUndefined()
  })
})
