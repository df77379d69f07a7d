import { WorkOS } from '@workos-inc/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, callApi } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { createPerson, refresh, signInByApi } from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { createId } from '../../ids/ids.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())

const path = '/organizations'
const create = (body: unknown, environment = server.staging) =>
  callApi(server, 'POST', path, body, environment)
const get = (id: string, environment = server.staging) =>
  callApi(server, 'GET', `${path}/${id}`, undefined, environment)
const update = (id: string, body: unknown, environment = server.staging) =>
  callApi(server, 'PUT', `${path}/${id}`, body, environment)
const list = (query = '', environment = server.staging) =>
  callApi(server, 'GET', path + query, undefined, environment)
const remove = (id: string, environment = server.staging) =>
  callApi(server, 'DELETE', `${path}/${id}`, undefined, environment)

const createOne = async (fields: object = {}): Promise<Answer['body']> => {
  const { status, body } = await create({ name: 'Acme', ...fields })
  expect(status).toBe(201)
  return body
}

let count = 0
/** A domain that nobody used before; later ones come later in lists. */
const newDomain = () => `corp-${String(++count).padStart(3, '0')}.example.com`
const verified = (domain: string) => ({ domain, state: 'verified' })
const pending = (domain: string) => ({ domain, state: 'pending' })

/** What was told of an organization, in order. */
const eventsOf = async (id: string) => {
  const rows = await server.deps.db
    .selectFrom('events')
    .select(['event', 'data'])
    .where('organization_id', '=', id)
    .orderBy('id')
    .execute()
  return rows
}
const eventNamesOf = async (id: string) => (await eventsOf(id)).map(({ event }) => event)

describe('POST /organizations', () => {
  test('makes an organization of a name alone', async () => {
    const { status, body } = await create({ name: 'Acme Inc.' })
    expect(status).toBe(201)
    expect(body).toEqual({
      object: 'organization',
      id: expect.stringMatching(/^org_[0-9A-Z]{26}$/),
      name: 'Acme Inc.',
      allow_profiles_outside_organization: false,
      domains: [],
      external_id: null,
      metadata: {},
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updated_at: expect.any(String),
    })
    expect(await eventsOf(body.id)).toEqual([{ event: 'organization.created', data: body }])
  })

  test('keeps everything that is given', async () => {
    const given = {
      external_id: 'customer/1',
      metadata: { tier: 'diamond', empty: '' },
      allow_profiles_outside_organization: true,
    }
    expect(await createOne(given)).toMatchObject(given)
  })

  test('takes null for what is not given', async () => {
    const nothing = { domain_data: null, domains: null, metadata: null, external_id: null }
    expect(await createOne(nothing)).toMatchObject({ domains: [], metadata: {} })
  })

  test('need not be the only one of its name', async () => {
    const [first, second] = [await createOne(), await createOne()]
    expect(first.id).not.toBe(second.id)
  })

  test('makes its domains with it, to be proven or vouched for', async () => {
    const [proven, vouched] = [newDomain(), newDomain()]
    const organization = await createOne({ domain_data: [pending(proven), verified(vouched)] })
    const token = expect.stringMatching(/^\w{25}$/)
    expect(organization.domains).toMatchObject([
      {
        domain: proven,
        state: 'pending',
        verification_strategy: 'dns',
        verification_token: token,
        organization_id: organization.id,
      },
      { domain: vouched, state: 'verified', verification_strategy: 'manual' },
    ])
    expect(organization.domains[1]).not.toHaveProperty('verification_token')
    expect(await get(organization.id)).toMatchObject({ status: 200, body: organization })
    const names = await eventNamesOf(organization.id)
    expect(names.toSorted()).toEqual([
      'organization.created',
      'organization_domain.created',
      'organization_domain.created',
      'organization_domain.verified',
    ])
    const [told] = (await eventsOf(organization.id)).filter(
      ({ event }) => event === 'organization.created',
    )
    expect(told?.data).toEqual(organization)
  })

  test('takes the deprecated names of domains for verified ones', async () => {
    const domain = newDomain()
    expect((await createOne({ domains: [domain] })).domains).toMatchObject([verified(domain)])
  })

  test.each<[string, object, string]>([
    ['a public mail domain', { domain_data: [pending('gmail.com')] }, 'domain_data.0.domain'],
    [
      'no domain',
      { domain_data: [pending('fine.example.com'), pending('x')] },
      'domain_data.1.domain',
    ],
    [
      'a domain given twice',
      { domain_data: [pending('a.example.com'), verified('A.example.com')] },
      'domain_data.1.domain',
    ],
    ['an unknown state', { domain_data: [{ domain: 'a.example.com', state: 'failed' }] }, ''],
    ['no name', { name: undefined }, 'name'],
    ['an empty name', { name: '' }, 'name'],
    ['a number for a name', { name: 7 }, 'name'],
    ['a long external id', { external_id: 'x'.repeat(129) }, 'external_id'],
    ['an external id beyond ASCII', { external_id: 'ä' }, 'external_id'],
    ['a number in metadata', { metadata: { a: 1 } }, 'metadata.a'],
    ['a long key of metadata', { metadata: { ['x'.repeat(41)]: 'x' } }, ''],
    ['a NUL', { name: 'a\0b' }, 'name'],
  ])('refuses %s', async (_, fields, field) => {
    const { status, body } = await create({ name: 'Acme', ...fields })
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'invalid_request_parameters' })
    if (field) expect(body.errors).toContainEqual(expect.objectContaining({ field }))
  })

  test('refuses an external id that another has, in this environment only', async () => {
    await createOne({ external_id: 'only-one' })
    expect(await create({ name: 'Other', external_id: 'only-one' })).toMatchObject({
      status: 400,
      body: { code: 'external_id_already_used' },
    })
    const elsewhere = await create({ name: 'Acme', external_id: 'only-one' }, server.production)
    expect(elsewhere.status).toBe(201)
  })

  test('refuses a domain that another organization has verified, and makes nothing', async () => {
    const domain = newDomain()
    await createOne({ domain_data: [verified(domain)] })
    for (const wanted of [verified(domain), pending(domain)]) {
      const refused = { name: 'Refused', domain_data: [pending(newDomain()), wanted] }
      expect(await create(refused)).toMatchObject({
        status: 409,
        body: { code: 'domain_already_exists' },
      })
    }
    expect((await list('?search=Refused')).body.data).toEqual([])
  })

  test('asked fifty times at once gives a domain to one', async () => {
    const domain_data = [verified(newDomain())]
    const answers = await atOnce(() => create({ name: 'Race', domain_data }))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49)
  })

  test('ends the search of another for a domain that it verifies', async () => {
    const domain = newDomain()
    const late = await createOne({ domain_data: [pending(domain)] })
    await createOne({ domain_data: [verified(domain)] })
    expect((await get(late.id)).body.domains).toMatchObject([{ domain, state: 'failed' }])
    expect((await eventsOf(late.id)).at(-1)).toMatchObject({
      event: 'organization_domain.verification_failed',
      data: { reason: 'domain_verified_by_other_organization' },
    })
  })

  test('never applies what a caller may not set', async () => {
    const forged = { id: createId('org', new Date()), created_at: '2001-01-01T00:00:00.000Z' }
    const environment_id = server.production.environment.id
    const body = await createOne({ ...forged, environment_id, stripe_customer_id: 'cus_1' })
    expect(body.id).not.toBe(forged.id)
    expect(body.created_at).not.toContain('2001')
    expect(body).not.toHaveProperty('stripe_customer_id')
    expect((await get(body.id, server.production)).status).toBe(404)
  })
})

describe('GET /organizations/:id', () => {
  test.each(['x', createId('org', new Date()), '..%2f..%2fsso', "x' or '1'='1"])(
    'knows no %s',
    async (id) => {
      const { status, body } = await get(encodeURIComponent(id))
      expect(status).toBe(404)
      expect(body.message).toBe(`Organization not found: '${id}'.`)
    },
  )
})

describe('GET /organizations/external_id/:external_id', () => {
  const byExternalId = (id: string, environment = server.staging) =>
    callApi(server, 'GET', `${path}/external_id/${encodeURIComponent(id)}`, undefined, environment)

  test.each(['plain', 'with/slash', 'with space', 'a%20b', '?x=1#y'])(
    'finds the organization by %j, with its domains',
    async (external_id) => {
      const organization = await createOne({ external_id, domain_data: [pending(newDomain())] })
      expect(await byExternalId(external_id)).toMatchObject({ status: 200, body: organization })
      expect((await byExternalId(external_id, server.production)).status).toBe(404)
    },
  )
})

describe('PUT /organizations/:id', () => {
  test('changes what is given and leaves the rest', async () => {
    const before = await createOne({
      external_id: 'stays',
      metadata: { a: '1' },
      domain_data: [pending(newDomain())],
    })
    const { status, body } = await update(before.id, { name: 'Renamed' })
    expect(status).toBe(200)
    expect(body).toEqual({ ...before, name: 'Renamed', updated_at: body.updated_at })
    expect((await eventsOf(before.id)).at(-1)).toEqual({
      event: 'organization.updated',
      data: body,
    })
  })

  test('sets and removes the Stripe customer and the external id', async () => {
    const { id } = await createOne()
    const set = { stripe_customer_id: 'cus_R9qWAGMQ6nGE7V', external_id: 'set' }
    expect((await update(id, set)).body).toMatchObject(set)
    const removed = (await update(id, { stripe_customer_id: null, external_id: null })).body
    expect(removed.external_id).toBeNull()
    expect(removed).not.toHaveProperty('stripe_customer_id')
  })

  test.each([
    ['external_id', 'external_id_already_used'],
    ['stripe_customer_id', 'stripe_customer_id_already_used'],
  ])('refuses a %s that another has', async (field, code) => {
    const value = `taken-${field}`
    await update((await createOne()).id, { [field]: value })
    const other = await createOne()
    expect(await update(other.id, { [field]: value })).toMatchObject({
      status: 400,
      body: { code },
    })
    expect((await get(other.id)).body).toEqual(other)
  })

  test('merges metadata: adding, overwriting, removing with null, all with an empty object', async () => {
    const { id } = await createOne({ metadata: { a: '1', b: '2' } })
    const merged = await update(id, { metadata: { b: null, c: '3' } })
    expect(merged.body.metadata).toEqual({ a: '1', c: '3' })
    expect((await update(id, { metadata: {} })).body.metadata).toEqual({})
  })

  test('keeps fifty pairs of metadata at most', async () => {
    const pairs = (from: number, length: number) =>
      Object.fromEntries(Array.from({ length }, (_, index) => [`k${from + index}`, 'x']))
    const { id } = await createOne({ metadata: pairs(0, 30) })
    expect(await update(id, { metadata: pairs(30, 21) })).toMatchObject({
      status: 400,
      body: { code: 'invalid_metadata' },
    })
    expect(Object.keys((await get(id)).body.metadata)).toHaveLength(30)
  })

  test('of fifty callers at once, loses no metadata', async () => {
    const { id } = await createOne()
    await atOnce((index) => update(id, { metadata: { [`k${index}`]: 'x' } }))
    expect(Object.keys((await get(id)).body.metadata)).toHaveLength(50)
  })

  describe('with domain_data', () => {
    test('replaces the domains, keeping those that stay', async () => {
      const [stays, goes, comes] = [newDomain(), newDomain(), newDomain()]
      const before = await createOne({ domain_data: [pending(stays), pending(goes)] })
      const { body } = await update(before.id, { domain_data: [pending(comes), pending(stays)] })
      expect(body.domains).toEqual([
        before.domains.find(({ domain }: { domain: string }) => domain === stays),
        expect.objectContaining({ domain: comes, state: 'pending' }),
      ])
      expect((await get(before.id)).body).toEqual(body)
      const names = (await eventNamesOf(before.id)).slice(3)
      expect(names.toSorted()).toEqual([
        'organization.updated',
        'organization_domain.created',
        'organization_domain.deleted',
      ])
    })

    test('verifies a domain that was pending, and removes all with an empty list', async () => {
      const domain = newDomain()
      const { id } = await createOne({ domain_data: [pending(domain)] })
      const { body } = await update(id, { domain_data: [verified(domain)] })
      expect(body.domains).toMatchObject([{ ...verified(domain), verification_strategy: 'manual' }])
      expect((await update(id, { domain_data: [] })).body.domains).toEqual([])
      expect(await eventNamesOf(id)).toContain('organization_domain.verified')
    })

    test('leaves a verified domain verified that is said to be pending', async () => {
      const domain = newDomain()
      const { id } = await createOne({ domain_data: [verified(domain)] })
      const { body } = await update(id, { domain_data: [pending(domain)] })
      expect(body.domains).toMatchObject([verified(domain)])
    })

    test('refuses what another organization has, and changes nothing', async () => {
      const domain = newDomain()
      await createOne({ domain_data: [verified(domain)] })
      const before = await createOne({ domain_data: [pending(newDomain())] })
      const refused = await update(before.id, { name: 'No', domain_data: [pending(domain)] })
      expect(refused.status).toBe(409)
      expect((await get(before.id)).body).toEqual(before)
    })
  })

  test('knows no organization of another environment, and changes none', async () => {
    const organization = await createOne()
    expect((await update(organization.id, { name: 'Eve' }, server.production)).status).toBe(404)
    expect((await update('x', { name: 'Eve' })).status).toBe(404)
    expect((await get(organization.id)).body).toEqual(organization)
  })

  test('never applies what a caller may not set', async () => {
    const before = await createOne()
    const { body } = await update(before.id, {
      id: 'org_01J0000000000000000000ROOT',
      environment_id: server.production.environment.id,
      created_at: '2001-01-01T00:00:00.000Z',
    })
    expect(body).toEqual({ ...before, updated_at: body.updated_at })
  })
})

describe('DELETE /organizations/:id', () => {
  test('removes the organization and its domains, which others may have then', async () => {
    const domain = newDomain()
    const organization = await createOne({ domain_data: [verified(domain)] })
    expect(await remove(organization.id)).toMatchObject({ status: 202, body: '' })
    expect((await get(organization.id)).status).toBe(404)
    const [{ id }] = organization.domains
    expect((await callApi(server, 'GET', `/organization_domains/${id}`)).status).toBe(404)
    expect((await eventsOf(organization.id)).slice(-2)).toEqual(
      expect.arrayContaining([
        { event: 'organization_domain.deleted', data: organization.domains[0] },
        { event: 'organization.deleted', data: organization },
      ]),
    )
    expect((await createOne({ domain_data: [verified(domain)] })).domains).toHaveLength(1)
  })

  test('ends the sessions that are in it, and no others', async () => {
    const organization = await createOne()
    const [inside, outside] = [await createPerson(server), await createPerson(server)]
    const [mine, theirs] = [await signInByApi(server, inside), await signInByApi(server, outside)]
    await server.deps.db
      .updateTable('sessions')
      .set({ organization_id: organization.id })
      .where('user_id', '=', inside.user.id)
      .execute()
    await remove(organization.id)
    expect((await refresh(server, mine.refresh_token)).status).toBe(400)
    expect((await refresh(server, theirs.refresh_token)).status).toBe(200)
    const revoked = await server.deps.db
      .selectFrom('events')
      .select('data')
      .where('event', '=', 'session.revoked')
      .execute()
    expect(revoked.map(({ data }) => data)).toMatchObject([
      { user_id: inside.user.id, organization_id: organization.id, status: 'revoked' },
    ])
  })

  test('asked fifty times at once removes it once', async () => {
    const { id } = await createOne()
    const answers = await atOnce(() => remove(id))
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(49)
    expect(await eventNamesOf(id)).toEqual(['organization.created', 'organization.deleted'])
  })

  test('knows no organization of another environment, and removes none', async () => {
    const { id } = await createOne()
    expect((await remove(id, server.production)).status).toBe(404)
    expect((await get(id)).status).toBe(200)
  })
})

describe('GET /organizations', () => {
  /** An environment that holds exactly these, oldest first. */
  let organizations: Answer['body'][]
  beforeAll(async () => {
    organizations = []
    const { id } = server.production.environment
    await server.deps.db.deleteFrom('organizations').where('environment_id', '=', id).execute()
    for (const name of ['Acme', 'Birch', 'Cedar', 'Drum_', 'Élan']) {
      const domain = `${name.normalize('NFD').replace(/\W/g, '').replace('_', '').toLowerCase()}.example.com`
      const domain_data = [pending(domain), verified(`www.${domain}`)]
      organizations.push((await create({ name, domain_data }, server.production)).body)
      server.deps.clock.advance(1)
    }
  })

  const page = async (query: string) => {
    const { status, body } = await list(query, server.production)
    expect(status).toBe(200)
    return {
      names: body.data.map(({ name }: { name: string }) => name).join(' '),
      ...body.list_metadata,
    }
  }
  const idOf = (name: string): string => organizations.find((one) => one.name === name).id

  test('lists newest first, each as it is shown alone', async () => {
    const { body } = await list('', server.production)
    expect(body.data).toEqual(organizations.toReversed())
    expect(body.list_metadata).toEqual({ before: null, after: null })
  })

  test('goes forward and back by pages', async () => {
    expect(await page('?limit=2')).toEqual({
      names: 'Élan Drum_',
      before: null,
      after: idOf('Drum_'),
    })
    expect(await page(`?limit=2&after=${idOf('Drum_')}`)).toEqual({
      names: 'Cedar Birch',
      before: idOf('Cedar'),
      after: idOf('Birch'),
    })
    expect((await page(`?limit=2&before=${idOf('Cedar')}`)).names).toBe('Élan Drum_')
    expect((await page('?order=asc&limit=1')).names).toBe('Acme')
  })

  test.each([
    ['domains=birch.example.com', 'Birch'],
    ['domains=acme.example.com,birch.example.com', 'Birch Acme'],
    ['domains=acme.example.com&domains=birch.example.com', 'Birch Acme'],
    ['domains[]=acme.example.com&domains[]=birch.example.com', 'Birch Acme'],
    ['domains%5B%5D=acme.example.com', 'Acme'],
    ['domains=WWW.Acme.example.com', 'Acme'],
    ['domains=example.com', ''],
    ['domains=nonsense', ''],
    ['domains=', ''],
  ])('finds by %s', async (query, names) => {
    expect((await page(`?${query}`)).names).toBe(names)
  })

  test.each([
    ['the beginning of a name in any case', 'aC', 'Acme'],
    ['the beginning of a domain', 'cedar.ex', 'Cedar'],
    ['a letter beyond ASCII', 'éL', 'Élan'],
    ['the middle of a name, which it does not find', 'irch', ''],
    ['a wildcard, which is none', '%', ''],
    ['an underscore, which is no wildcard', 'Drum_', 'Drum_'],
    ['a quote', "'", ''],
    ['blanks around a name', ' Birch ', 'Birch'],
  ])('searches for %s', async (_, search, names) => {
    expect((await page(`?search=${encodeURIComponent(search)}`)).names).toBe(names)
  })

  test('searches for a whole id', async () => {
    expect((await page(`?search=${idOf('Cedar')}`)).names).toBe('Cedar')
  })

  test('reads the domains of all organizations with the statement that reads them', async () => {
    const statements: string[] = []
    const { db } = server.deps
    const query = (text: string) => statements.push(text)
    const counting = db.withPlugin({
      transformQuery({ node }) {
        query(node.kind)
        return node
      },
      transformResult: async ({ result }) => result,
    })
    const { listOrganizations } = await import('./organization.ts')
    const read = await listOrganizations(
      { ...server.deps, db: counting },
      server.production.environment.id,
      { limit: 10, order: 'asc' },
    )
    expect(read.flatMap(({ domains }) => domains)).toHaveLength(10)
    expect(statements).toEqual(['SelectQueryNode'])
  })

  test.each(['limit=0', 'limit=101', 'order=sideways', 'search=%00', `after=${'x'.repeat(129)}`])(
    'refuses %s',
    async (query) => {
      expect((await list(`?${query}`, server.production)).status).toBe(422)
    },
  )
})

test('needs an API key', async () => {
  const answer = await callApi(server, 'GET', path, undefined, { apiKey: 'sk_test_wrong' })
  expect(answer.status).toBe(401)
})

describe('the official SDK', () => {
  test('does all it can do with organizations', async () => {
    const { apiKey } = server.staging
    const { organizations: sdk } = new WorkOS(apiKey, {
      apiHostname: 'localhost',
      https: false,
      port: server.port,
    })
    const domain = newDomain()
    const created = await sdk.createOrganization(
      {
        name: 'SDK',
        externalId: 'sdk',
        metadata: { a: '1' },
        domainData: [pending(domain)] as never,
      },
      { idempotencyKey: 'once' },
    )
    expect(created).toMatchObject({ name: 'SDK', externalId: 'sdk', domains: [{ domain }] })
    expect(await sdk.getOrganization(created.id)).toEqual(created)
    expect(await sdk.getOrganizationByExternalId('sdk')).toEqual(created)
    const { data } = await sdk.listOrganizations({ domains: [domain, 'other.example.com'] })
    expect(data).toEqual([created])
    const updated = await sdk.updateOrganization({
      organization: created.id,
      name: 'Renamed',
      stripeCustomerId: 'cus_sdk',
    })
    expect(updated).toMatchObject({ name: 'Renamed', stripeCustomerId: 'cus_sdk' })
    await sdk.deleteOrganization(created.id)
    await expect(sdk.getOrganization(created.id)).rejects.toMatchObject({ status: 404 })
  })
})
