import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, callApi, read } from '../../../test/api.ts'
import { type DnsServer, startDnsServer } from '../../../test/dns-server.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { signInOwner } from '../../../test/sign-in-owner.ts'

let dns: DnsServer
let server: TestServer
let ownerHeaders: Awaited<ReturnType<typeof signInOwner>>

beforeAll(async () => {
  dns = await startDnsServer()
  server = await startTestServer({ env: { LATCHKEY_DNS_SERVERS: dns.address } })
  ownerHeaders = await signInOwner(server)
})
afterAll(async () => {
  await server?.stop()
  await dns?.stop()
})

let count = 0
const addDomain = async (domain = `corp-${++count}.example.com`): Promise<Answer['body']> => {
  const domain_data = [{ domain, state: 'pending' }]
  const { body } = await callApi(server, 'POST', '/organizations', { name: 'Acme', domain_data })
  return body.domains[0]
}
const stateOf = async (id: string) =>
  (await callApi(server, 'GET', `/organization_domains/${id}`)).body.state

const act = async (
  id: string,
  verb: 'check' | 'mark_verified',
  headers: Record<string, string> = ownerHeaders(server.staging.environment),
): Promise<Answer> =>
  read(
    await fetch(`${server.url}/dashboard/api/organization_domains/${id}/${verb}`, {
      method: 'POST',
      headers,
    }),
  )

describe('a look into the DNS', () => {
  test('says where it looked and what is there', async () => {
    const domain = await addDomain()
    dns.put(domain.domain, 'v=spf1 -all')
    const { status, body } = await act(domain.id, 'check')
    expect(status).toBe(200)
    expect(body).toEqual({
      organization_domain: domain,
      lookups: [
        { name: `${domain.verification_prefix}.${domain.domain}`, records: [] },
        { name: domain.domain, records: ['v=spf1 -all'] },
      ],
    })
  })

  test('verifies the domain when its record is there', async () => {
    const domain = await addDomain()
    dns.put(domain.domain, domain.verification_token)
    const { body } = await act(domain.id, 'check')
    expect(body.organization_domain).toMatchObject({ id: domain.id, state: 'verified' })
    expect(await stateOf(domain.id)).toBe('verified')
  })

  test('says that nobody answered', async () => {
    const domain = await addDomain()
    dns.fail(true)
    const { body } = await act(domain.id, 'check')
    dns.fail(false)
    expect(body.lookups.map(({ records }: { records: unknown }) => records)).toEqual([null, null])
    expect(await stateOf(domain.id)).toBe('pending')
  })
})

describe('an owner who vouches for a domain', () => {
  test('verifies it without the DNS, and ends the searches of others', async () => {
    const domain = await addDomain()
    const rival = await addDomain(domain.domain)
    expect(await act(domain.id, 'mark_verified')).toMatchObject({
      status: 200,
      body: { id: domain.id, state: 'verified', verification_strategy: 'manual' },
    })
    expect(await stateOf(rival.id)).toBe('failed')
    expect(await act(domain.id, 'mark_verified')).toMatchObject({
      status: 400,
      body: { code: 'domain_already_verified' },
    })
    expect((await act(rival.id, 'mark_verified')).status).toBe(400)
  })
})

test.each(['check', 'mark_verified'] as const)(
  '%s is for owners, in one environment',
  async (verb) => {
    const { id } = await addDomain()
    const withKey = { authorization: `Bearer ${server.staging.apiKey}` }
    expect((await act(id, verb, withKey)).status).toBe(401)
    expect((await act(id, verb, {})).status).toBe(401)
    const elsewhere = ownerHeaders(server.production.environment)
    expect((await act(id, verb, elsewhere)).status).toBe(404)
    expect(await stateOf(id)).toBe('pending')
  },
)
