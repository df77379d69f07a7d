import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Answer, callApi } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { newConnection } from '../../../test/connections.ts'
import { eventsAbout, newOrganization } from '../../../test/organizations.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { createId } from '../../ids/ids.ts'

let server: TestServer
let organizationId: string

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())
beforeEach(async () => {
  await server.deps.db.deleteFrom('connections').execute()
  organizationId = await newOrganization(server)
})

const ask = (method: string, rest = '') => callApi(server, method, `/connections${rest}`)
const list = (query: Record<string, string>) => ask('GET', `?${new URLSearchParams(query)}`)
const create = (of: Parameters<typeof newConnection>[1] = {}) =>
  newConnection(server, { organizationId, ...of })
const idsOf = ({ body }: Answer): string[] => body.data.map(({ id }: { id: string }) => id)

/** Gives the organization a domain, and says under which id. */
async function claimDomain(domain: string): Promise<string> {
  const wanted = { domain, organization_id: organizationId }
  return (await callApi(server, 'POST', '/organization_domains', wanted)).body.id
}

describe('GET /connections/:id', () => {
  test('answers with the connection and the domains of its organization', async () => {
    const domainId = await claimDomain('acme.com')
    const id = await create({ type: 'OktaSAML', name: 'Acme', state: 'active' })
    expect((await ask('GET', `/${id}`)).body).toEqual({
      object: 'connection',
      id,
      organization_id: organizationId,
      connection_type: 'OktaSAML',
      name: 'Acme',
      state: 'active',
      status: 'linked',
      domains: [{ object: 'connection_domain', id: domainId, domain: 'acme.com' }],
      created_at: expect.any(String),
      updated_at: expect.any(String),
    })
  })

  test('leaves the organization out where the connection is for everybody', async () => {
    const id = await create({ organizationId: null, type: 'GitHubOAuth' })
    const { body } = await ask('GET', `/${id}`)
    expect(body).not.toHaveProperty('organization_id')
    expect(body.domains).toEqual([])
  })

  test.each(['requires_type', 'draft', 'validating', 'inactive', 'deleting'] as const)(
    'says that one in the state %s links nobody',
    async (state) => {
      const { body } = await ask('GET', `/${await create({ state })}`)
      expect(body).toMatchObject({ state, status: 'unlinked' })
    },
  )

  test.each(['conn_nonsense', 'org_01EHWNCE74X7JSDV0X3SZ3KJNY', '..%2Forganizations'])(
    'does not find %s',
    async (id) => {
      expect((await ask('GET', `/${id}`)).status).toBe(404)
    },
  )
})

describe('GET /connections', () => {
  test('lists page by page, newest first', async () => {
    const ids: string[] = []
    for (let count = 0; count < 5; count++) {
      ids.unshift(await create())
      server.deps.clock.advance(1)
    }
    const first = await list({ limit: '3' })
    expect(idsOf(first)).toEqual(ids.slice(0, 3))
    const { after } = first.body.list_metadata
    const second = await list({ limit: '3', after })
    expect(idsOf(second)).toEqual(ids.slice(3))
    expect(second.body.list_metadata.after).toBeNull()
    const { before } = second.body.list_metadata
    expect(idsOf(await list({ limit: '3', before }))).toEqual(ids.slice(0, 3))
    expect(idsOf(await list({ order: 'asc' }))).toEqual(ids.toReversed())
  })

  test('is narrowed to an organization', async () => {
    const id = await create()
    await create({ organizationId: await newOrganization(server) })
    expect(idsOf(await list({ organization_id: organizationId }))).toEqual([id])
    expect(idsOf(await list({ organization_id: 'org_nonsense' }))).toEqual([])
  })

  test('is narrowed to a type, in both spellings that are published', async () => {
    const id = await create({ type: 'GitHubOAuth' })
    await create({ type: 'OktaSAML' })
    expect(idsOf(await list({ connection_type: 'GitHubOAuth' }))).toEqual([id])
    expect(idsOf(await list({ connection_type: 'GithubOAuth' }))).toEqual([id])
  })

  test('is narrowed to a domain of its organization, however that is written', async () => {
    await claimDomain('narrow.example.com')
    const id = await create()
    await create({ organizationId: await newOrganization(server) })
    expect(idsOf(await list({ domain: 'Narrow.Example.COM' }))).toEqual([id])
    expect(idsOf(await list({ domain: 'example.com' }))).toEqual([])
    expect(idsOf(await list({ domain: 'no domain at all' }))).toEqual([])
  })

  test('is searched by the beginning of a name, taken as it is', async () => {
    const id = await create({ name: '100% Ümläut' })
    await create({ name: '100 others' })
    expect(idsOf(await list({ search: ' 100% üm' }))).toEqual([id])
    expect(idsOf(await list({ search: 'ümläut' }))).toEqual([])
  })

  test('is narrowed by all filters at once', async () => {
    await claimDomain('all.example.com')
    const id = await create({ type: 'EntraIdOIDC', name: 'Acme' })
    await create({ type: 'OktaSAML', name: 'Acme' })
    await create({ type: 'EntraIdOIDC', name: 'Other' })
    const filters = {
      connection_type: 'EntraIdOIDC',
      domain: 'all.example.com',
      organization_id: organizationId,
      search: 'acme',
    }
    expect(idsOf(await list(filters))).toEqual([id])
  })

  test.each([
    ['connection_type', 'SmokeSignals'],
    ['limit', '101'],
    ['order', 'random'],
    ['search', 'x'.repeat(257)],
  ])('refuses a wrong %s', async (field, value) => {
    const { status, body } = await list({ [field]: value })
    expect(status).toBe(422)
    expect(body.errors).toContainEqual(expect.objectContaining({ code: `invalid_${field}` }))
  })
})

describe('DELETE /connections/:id', () => {
  test('ends it once, however often it is asked, and tells', async () => {
    const id = await create({ name: 'Acme' })
    const answers = await atOnce(() => ask('DELETE', `/${id}`))
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(49)
    expect(await eventsAbout(server, id)).toEqual([
      {
        event: 'connection.deleted',
        organization_id: organizationId,
        data: {
          object: 'connection',
          id,
          organization_id: organizationId,
          connection_type: 'OktaSAML',
          name: 'Acme',
          state: 'deleting',
          created_at: expect.any(String),
          updated_at: expect.any(String),
        },
      },
    ])
  })

  test('tells as the contract has it, and to whom asks for the organization', async () => {
    const id = await create()
    await ask('DELETE', `/${id}`)
    const query = `events=connection.deleted&organization_id=${organizationId}`
    const { body } = await callApi(server, 'GET', `/events?${query}`)
    expect(body.data.map(({ data }: { data: { id: string } }) => data.id)).toEqual([id])
  })

  test('tells nothing of one whose type nobody chose, which no event can name', async () => {
    const id = await create({ type: 'Pending', state: 'requires_type' })
    expect((await ask('DELETE', `/${id}`)).status).toBe(204)
    expect(await eventsAbout(server, id)).toEqual([])
  })
})

test('connections end with their organization, and that is told', async () => {
  const id = await create()
  const other = await create({ organizationId: await newOrganization(server) })
  await callApi(server, 'DELETE', `/organizations/${organizationId}`)
  expect((await ask('GET', `/${id}`)).status).toBe(404)
  expect((await ask('GET', `/${other}`)).status).toBe(200)
  const told = await eventsAbout(server, id)
  expect(told.map(({ event }) => event)).toEqual(['connection.deleted'])
})

test('connections of another environment are unknown', async () => {
  const id = await create({ organizationId: null, environment: server.production })
  for (const unknown of [id, createId('conn', new Date())]) {
    expect((await ask('GET', `/${unknown}`)).status).toBe(404)
    expect((await ask('DELETE', `/${unknown}`)).status).toBe(404)
  }
  expect(idsOf(await ask('GET'))).toEqual([])
  const path = `/connections/${id}`
  const { status } = await callApi(server, 'GET', path, undefined, server.production)
  expect(status).toBe(200)
})
