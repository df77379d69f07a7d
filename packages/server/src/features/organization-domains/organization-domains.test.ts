import { WorkOS } from '@workos-inc/node'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Answer, callApi } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { type DnsServer, startDnsServer } from '../../../test/dns-server.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { createId } from '../../ids/ids.ts'
import { checkDueDomains } from './organization-domain.ts'

let server: TestServer
let dns: DnsServer

beforeAll(async () => {
  dns = await startDnsServer()
  server = await startTestServer({ env: { LATCHKEY_DNS_SERVERS: dns.address } })
})
afterAll(async () => {
  await server?.stop()
  await dns?.stop()
})
beforeEach(() => dns.fail(false))

const minute = 60
const day = 24 * 3600
const path = '/organization_domains'
const call = (method: string, tail: string, body?: unknown, environment = server.staging) =>
  callApi(server, method, path + tail, body, environment)
const get = (id: string) => call('GET', `/${id}`)
const verify = (id: string) => call('POST', `/${id}/verify`)

let count = 0
const newDomain = () => `corp-${++count}.example.com`

const createOrganization = async (environment = server.staging): Promise<string> => {
  const { body } = await callApi(server, 'POST', '/organizations', { name: 'Acme' }, environment)
  return body.id
}
const add = async (domain = newDomain(), organizationId?: string): Promise<Answer['body']> => {
  const organization_id = organizationId ?? (await createOrganization())
  const { status, body } = await call('POST', '', { domain, organization_id })
  expect(status).toBe(201)
  return body
}

const eventsOf = async ({ id, organization_id }: { id: string; organization_id: string }) => {
  const rows = await server.deps.db
    .selectFrom('events')
    .select(['event', 'data'])
    .where('organization_id', '=', organization_id)
    .where('event', 'like', 'organization_domain.%')
    .orderBy('id')
    .execute()
  const data = (row: (typeof rows)[number]) => row.data as { organization_domain?: { id: string } }
  const ofDomain = rows.filter((row) => (data(row).organization_domain ?? row.data).id === id)
  return ofDomain.map(({ event, data }) => ({ event, data }))
}
const eventNamesOf = async (domain: { id: string; organization_id: string }) =>
  (await eventsOf(domain)).map(({ event }) => event.replace('organization_domain.', ''))

/** Time passes, and the job runs that the schedule runs every few minutes. */
const after = async (seconds: number) => {
  server.deps.clock.advance(seconds)
  await checkDueDomains(server.deps)
}

describe('POST /organization_domains', () => {
  test('claims a domain, with the record that proves it', async () => {
    const organization_id = await createOrganization()
    const domain = newDomain()
    const { status, body } = await call('POST', '', { domain, organization_id })
    expect(status).toBe(201)
    expect(body).toEqual({
      object: 'organization_domain',
      id: expect.stringMatching(/^org_domain_[0-9A-Z]{26}$/),
      organization_id,
      domain,
      state: 'pending',
      verification_prefix: expect.stringMatching(/^latchkey-domain-verification-[a-z0-9]{6}$/),
      verification_token: expect.stringMatching(/^[A-Za-z0-9]{25}$/),
      verification_strategy: 'dns',
      created_at: expect.any(String),
      updated_at: expect.any(String),
    })
    expect(await eventsOf(body)).toEqual([{ event: 'organization_domain.created', data: body }])
    const organization = await callApi(server, 'GET', `/organizations/${organization_id}`)
    expect(organization.body.domains).toEqual([body])
  })

  test.each([
    [' Example.ORG ', 'example.org'],
    ['example.net.', 'example.net'],
    ['BÜCHER.example', 'xn--bcher-kva.example'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['Straße.example', 'xn--strae-oqa.example'],
  ])('keeps %j as the DNS knows it: %s', async (written, domain) => {
    expect((await add(written)).domain).toBe(domain)
  })

  test.each([
    ['', 'min_length'],
    ['example', 'invalid_domain'],
    ['https://example.com', 'invalid_domain'],
    ['example.com/path', 'invalid_domain'],
    ['ada@example.com', 'invalid_domain'],
    ['*.example.com', 'invalid_domain'],
    ['-a.example.com', 'invalid_domain'],
    ['a..example.com', 'invalid_domain'],
    ['192.0.2.1', 'invalid_domain'],
    [`${'a'.repeat(64)}.com`, 'invalid_domain'],
    [`${'a.'.repeat(120)}com`, 'invalid_domain'],
    ['gmail.com', 'public_mail_domain'],
    ['GoogleMail.com', 'public_mail_domain'],
    ['yahoo.co.uk', 'public_mail_domain'],
    ['co.uk', 'public_suffix'],
    ['github.io', 'public_suffix'],
  ])('refuses %j', async (domain, code) => {
    const organization_id = await createOrganization()
    const { status, body } = await call('POST', '', { domain, organization_id })
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'invalid_request_parameters' })
    if (domain) expect(body.errors).toMatchObject([{ code, field: 'domain' }])
  })

  test.each([{ domain: 'example.com' }, { organization_id: 'org_x' }, {}])(
    'refuses a body of %j',
    async (body) => expect((await call('POST', '', body)).status).toBe(422),
  )

  test('refuses a domain that the organization has already', async () => {
    const { domain, organization_id } = await add()
    expect(await call('POST', '', { domain: domain.toUpperCase(), organization_id })).toMatchObject(
      {
        status: 409,
        body: {
          code: 'domain_already_exists',
          message: 'Domain already exists for this organization.',
        },
      },
    )
  })

  test('asked fifty times at once claims it once', async () => {
    const organization_id = await createOrganization()
    const body = { domain: newDomain(), organization_id }
    const answers = await atOnce(() => call('POST', '', body))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49)
  })

  test('lets two organizations claim a domain, and none claim what another has', async () => {
    const first = await add()
    const second = await add(first.domain)
    expect(second.verification_token).not.toBe(first.verification_token)
    dns.put(first.domain, first.verification_token)
    await after(5 * minute)
    const third = { domain: first.domain, organization_id: await createOrganization() }
    expect(await call('POST', '', third)).toMatchObject({
      status: 409,
      body: { code: 'domain_already_exists' },
    })
    const elsewhere = await createOrganization(server.production)
    const body = { domain: first.domain, organization_id: elsewhere }
    expect((await call('POST', '', body, server.production)).status).toBe(201)
  })

  test('knows no organization that is none, or of another environment', async () => {
    const foreign = await createOrganization(server.production)
    for (const organization_id of [foreign, createId('org', new Date()), 'x']) {
      expect(await call('POST', '', { domain: newDomain(), organization_id })).toMatchObject({
        status: 404,
        body: { message: `Organization not found: '${organization_id}'.` },
      })
    }
  })

  test('never applies what a caller may not set', async () => {
    const body = {
      domain: newDomain(),
      organization_id: await createOrganization(),
      state: 'verified',
      verification_token: 'mine',
      verification_strategy: 'manual',
    }
    const { body: created } = await call('POST', '', body)
    expect(created).toMatchObject({ state: 'pending', verification_strategy: 'dns' })
    expect(created.verification_token).not.toBe('mine')
  })
})

describe('GET /organization_domains/:id', () => {
  test('shows the domain, in its environment alone', async () => {
    const domain = await add()
    expect(await get(domain.id)).toMatchObject({ status: 200, body: domain })
    expect((await call('GET', `/${domain.id}`, undefined, server.production)).status).toBe(404)
  })

  test.each(['x', createId('org_domain', new Date()), '..%2f..'])('knows no %s', async (id) => {
    expect((await get(id)).status).toBe(404)
  })
})

describe('DELETE /organization_domains/:id', () => {
  test('removes the domain, which another organization may have then', async () => {
    const domain = await add()
    dns.put(domain.domain, domain.verification_token)
    await after(5 * minute)
    expect((await get(domain.id)).body.state).toBe('verified')
    expect(await call('DELETE', `/${domain.id}`)).toMatchObject({ status: 204, body: '' })
    expect((await get(domain.id)).status).toBe(404)
    expect(await eventNamesOf(domain)).toEqual(['created', 'verified', 'deleted'])
    expect((await add(domain.domain)).state).toBe('pending')
  })

  test('asked fifty times at once removes it once', async () => {
    const domain = await add()
    const answers = await atOnce(() => call('DELETE', `/${domain.id}`))
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
    expect(await eventNamesOf(domain)).toEqual(['created', 'deleted'])
  })

  test('knows no domain of another environment, and removes none', async () => {
    const { id } = await add()
    expect((await call('DELETE', `/${id}`, undefined, server.production)).status).toBe(404)
    expect((await get(id)).status).toBe(200)
  })
})

describe('POST /organization_domains/:id/verify', () => {
  const stateOf = async (id: string) => (await get(id)).body.state
  const becomes = (id: string, state: string) =>
    vi.waitFor(async () => expect(await stateOf(id)).toBe(state), { timeout: 60_000 })

  test('looks at once, under the token that may be in the DNS already', async () => {
    const domain = await add()
    dns.put(`${domain.verification_prefix}.${domain.domain}`, domain.verification_token)
    const { status, body } = await verify(domain.id)
    expect(status).toBe(201)
    expect(body).toEqual({ ...domain, updated_at: body.updated_at })
    await becomes(domain.id, 'verified')
  })

  test('begins a failed search again, under a new token, for another thirty days', async () => {
    const domain = await add()
    await after(30 * day)
    const { body } = await verify(domain.id)
    expect(body).toMatchObject({ state: 'pending', domain: domain.domain })
    expect(body.verification_token).not.toBe(domain.verification_token)
    dns.put(domain.domain, domain.verification_token)
    await after(6 * 3600)
    expect(await stateOf(domain.id)).toBe('pending')
    dns.put(domain.domain, body.verification_token)
    await after(29 * day)
    expect(await stateOf(domain.id)).toBe('verified')
    const names = ['created', 'verification_failed', 'updated', 'verified']
    expect(await eventNamesOf(domain)).toEqual(names)
  })

  test('refuses a domain that is verified, by this organization or by another', async () => {
    const mine = await add()
    const theirs = await add(mine.domain)
    dns.put(mine.domain, mine.verification_token)
    await after(5 * minute)
    const refusal = { status: 400, body: { code: 'domain_already_verified' } }
    expect(await verify(mine.id)).toMatchObject(refusal)
    expect((await verify(mine.id)).body.message).toBe('Domain is already verified.')
    expect(await verify(theirs.id)).toMatchObject(refusal)
  })

  test('knows no domain of another environment', async () => {
    const { id } = await add()
    expect((await call('POST', `/${id}/verify`, {}, server.production)).status).toBe(404)
  })
})

describe('the search in the DNS', () => {
  test.each<[string, (of: Answer['body']) => [name: string, ...records: string[]]]>([
    ['below the domain', (of) => [`${of.verification_prefix}.${of.domain}`, of.verification_token]],
    ['at the domain', (of) => [of.domain, of.verification_token]],
    ['behind a name', (of) => [of.domain, `verification_token=${of.verification_token}`]],
    [
      'behind the prefix',
      (of) => [of.domain, `${of.verification_prefix}=${of.verification_token}`],
    ],
    [
      'among other records',
      (of) => [of.domain, 'v=spf1 -all', 'x'.repeat(400), ` ${of.verification_token} `],
    ],
  ])('finds the token %s', async (_, record) => {
    const domain = await add()
    dns.put(...record(domain))
    await after(5 * minute)
    const { body } = await get(domain.id)
    expect(body).toMatchObject({ state: 'verified', verification_strategy: 'dns' })
    expect(await eventsOf(domain)).toMatchObject([
      { event: 'organization_domain.created' },
      { event: 'organization_domain.verified', data: body },
    ])
  })

  test.each<[string, (of: Answer['body']) => string]>([
    ['a part of it', (of) => of.verification_token.slice(1)],
    ['more than it', (of) => `${of.verification_token}x`],
    ['another case', (of) => of.verification_token.toUpperCase()],
    ['another name before it', (of) => `token=${of.verification_token}`],
    ['the prefix alone', (of) => of.verification_prefix],
    ['nothing', () => ''],
  ])('takes %s for no proof', async (_, record) => {
    const domain = await add()
    dns.put(domain.domain, record(domain))
    await after(5 * minute)
    expect((await get(domain.id)).body.state).toBe('pending')
  })

  test('does not take the token of another organization for a proof', async () => {
    const mine = await add()
    const theirs = await add(mine.domain)
    dns.put(mine.domain, theirs.verification_token)
    await after(5 * minute)
    expect((await get(theirs.id)).body.state).toBe('verified')
    expect((await get(mine.id)).body.state).toBe('failed')
    expect((await eventsOf(mine)).at(-1)).toEqual({
      event: 'organization_domain.verification_failed',
      data: {
        reason: 'domain_verified_by_other_organization',
        organization_domain: (await get(mine.id)).body,
      },
    })
  })

  test('asks seldomer the longer it takes, and gives up after thirty days', async () => {
    const domain = await add()
    const asked = () => dns.questions.filter((name) => name === domain.domain).length
    await after(4 * minute)
    expect(asked()).toBe(0)
    const perDay: number[] = []
    for (let passed = 0; passed < 30 * day - 4 * minute; passed += 5 * minute) {
      await after(5 * minute)
      const today = Math.floor(passed / day)
      perDay[today] = asked() - perDay.slice(0, today).reduce((sum, count) => sum + count, 0)
    }
    expect(perDay[0]).toBeGreaterThan(8)
    expect(perDay[0]).toBeLessThan(30)
    expect(perDay[1]).toBeGreaterThanOrEqual(3)
    expect(Math.max(...perDay.slice(1))).toBeLessThanOrEqual(5)
    expect(perDay[28]).toBeGreaterThanOrEqual(3)
    const { body } = await get(domain.id)
    expect(body.state).toBe('failed')
    expect((await eventsOf(domain)).at(-1)).toEqual({
      event: 'organization_domain.verification_failed',
      data: { reason: 'domain_verification_period_expired', organization_domain: body },
    })
    const before = asked()
    await after(30 * day)
    expect(asked()).toBe(before)
  })

  test('goes on when the DNS does not answer, and finds the record afterwards', async () => {
    const domain = await add()
    dns.put(domain.domain, domain.verification_token)
    dns.fail(true)
    await after(5 * minute)
    expect((await get(domain.id)).body.state).toBe('pending')
    dns.fail(false)
    await after(10 * minute)
    expect((await get(domain.id)).body.state).toBe('verified')
  })

  test('is made once, however many servers do it at the same time', async () => {
    const others = await Promise.all([server.startAnother(), server.startAnother()])
    const domains = await Promise.all(Array.from({ length: 25 }, () => add()))
    const names = new Set(domains.map(({ domain }) => domain))
    for (const { deps } of [server, ...others]) deps.clock.advance(5 * minute)
    await Promise.all([server, ...others].map(({ deps }) => checkDueDomains(deps)))
    const asked = dns.questions.filter((name) => names.has(name))
    expect(asked.sort()).toEqual([...names].sort())
    for (const other of others) await other.stop()
  })

  test('of twenty organizations that prove a domain at once gives it to one', async () => {
    const domain = newDomain()
    const claims = await Promise.all(Array.from({ length: 20 }, () => add(domain)))
    dns.put(domain, ...claims.map((claim) => claim.verification_token))
    await Promise.all(claims.map(({ id }) => verify(id)))
    await vi.waitFor(async () => {
      const states = await Promise.all(claims.map(async ({ id }) => (await get(id)).body.state))
      expect(states.filter((state) => state === 'verified')).toHaveLength(1)
      expect(states.filter((state) => state === 'failed')).toHaveLength(19)
    })
  })

  test('ends with the domain that it is for', async () => {
    const domain = await add()
    await call('DELETE', `/${domain.id}`)
    await after(5 * minute)
    expect(dns.questions).not.toContain(domain.domain)
  })
})

describe('the official SDK', () => {
  test('creates, reads, verifies and deletes an organization domain', async () => {
    const { apiKey } = server.staging
    const sdk = new WorkOS(apiKey, { apiHostname: 'localhost', https: false, port: server.port })
    const organizationId = await createOrganization()
    const domain = newDomain()
    const created = await sdk.organizationDomains.createOrganizationDomain({
      domain,
      organizationId,
    })
    expect(created).toMatchObject({ domain, organizationId, state: 'pending' })
    expect(await sdk.organizationDomains.getOrganizationDomain(created.id)).toEqual(created)
    const verifying = await sdk.organizationDomains.verifyOrganizationDomain(created.id)
    expect(verifying.verificationToken).toBe(created.verificationToken)
    await sdk.organizationDomains.deleteOrganizationDomain(created.id)
    await expect(sdk.organizationDomains.getOrganizationDomain(created.id)).rejects.toMatchObject({
      status: 404,
    })
  })
})
