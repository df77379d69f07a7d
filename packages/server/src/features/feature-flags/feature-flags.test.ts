import { WorkOS } from '@workos-inc/node'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callApi, read } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import {
  checkEvents,
  createCustomer,
  createMember,
  eventsOf,
  joinOrganization,
} from '../../../test/members.ts'
import { createPerson, refresh, signInByApi } from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { signInOwner } from '../../../test/sign-in-owner.ts'
import { createId } from '../../ids/ids.ts'
import { enabledFlagSlugs } from './feature-flag.ts'

let server: TestServer
let ownerHeaders: Awaited<ReturnType<typeof signInOwner>>
let made = 0

beforeAll(async () => {
  server = await startTestServer()
  ownerHeaders = await signInOwner(server)
})
afterAll(() => server?.stop())

const call = (method: string, path: string, body?: unknown, environment = server.staging) =>
  callApi(server, method, path, body, environment)

/** As the dashboard asks. */
const settings = async (method: string, slug: string, body?: unknown) =>
  read(
    await fetch(`${server.url}/dashboard/api/feature-flags${slug}`, {
      method,
      headers: {
        ...ownerHeaders(server.staging.environment),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )

/** The slug of a new flag, enabled unless it is said otherwise. */
const createFlag = async ({ enabled = true } = {}): Promise<string> => {
  const slug = `flag-${++made}`
  expect((await settings('POST', '', { slug, name: 'Flag' })).status).toBe(201)
  if (enabled) expect((await call('PUT', `/feature-flags/${slug}/enable`)).status).toBe(200)
  return slug
}
const addTarget = (slug: string, id: string) =>
  call('POST', `/feature-flags/${slug}/targets/${id}`, {})
const removeTarget = (slug: string, id: string) =>
  call('DELETE', `/feature-flags/${slug}/targets/${id}`)
const slugsOf = async (path: string): Promise<string[]> => {
  const { status, body } = await call('GET', `${path}?limit=100`)
  expect(status).toBe(200)
  return body.data.map(({ slug }: { slug: string }) => slug)
}
const ofUser = (id: string) => slugsOf(`/user_management/users/${id}/feature-flags`)
const ofOrganization = (id: string) => slugsOf(`/organizations/${id}/feature-flags`)

describe('an owner in the dashboard', () => {
  test('makes a flag in every environment, on for nobody', async () => {
    const flag = {
      slug: 'advanced-analytics',
      name: 'Advanced Analytics',
      description: 'The dashboard.',
      tags: ['beta', 'beta'],
    }
    const { status, body } = await settings('POST', '', flag)
    expect(status).toBe(201)
    expect(body).toEqual({
      object: 'feature_flag',
      id: expect.stringMatching(/^flag_/),
      ...flag,
      tags: ['beta'],
      owner: { email: 'owner@example.com', first_name: null, last_name: null },
      enabled: false,
      default_value: false,
      created_at: expect.any(String),
      updated_at: expect.any(String),
    })
    expect((await call('GET', `/feature-flags/${flag.slug}`)).body).toEqual(body)
    const inProduction = await call(
      'GET',
      `/feature-flags/${flag.slug}`,
      undefined,
      server.production,
    )
    expect(inProduction.body).toMatchObject({ ...flag, tags: ['beta'], enabled: false })
    expect(inProduction.body.id).not.toBe(body.id)
  })

  test('cannot make a second one of a slug, whoever is first', async () => {
    const answers = await atOnce(() => settings('POST', '', { slug: 'once', name: 'Once' }), 10)
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.find(({ status }) => status !== 201)).toMatchObject({
      status: 409,
      body: { code: 'feature_flag_slug_conflict' },
    })
  })

  test.each([
    [{}],
    [{ slug: 'x' }],
    [{ slug: '', name: 'x' }],
    [{ slug: 'Upper', name: 'x' }],
    [{ slug: '__proto__', name: 'x' }],
    [{ slug: 'x', name: ' ' }],
    [{ slug: 'x', name: 'x', tags: 'beta' }],
  ])('is refused the flag %j', async (body) => {
    expect((await settings('POST', '', body)).status).toBe(422)
  })

  test('describes it everywhere and sets its default here', async () => {
    const slug = await createFlag()
    const { body } = await settings('PUT', `/${slug}`, {
      name: 'Other',
      tags: ['ga'],
      default_value: true,
    })
    expect(body).toMatchObject({ name: 'Other', tags: ['ga'], default_value: true })
    const inProduction = await call('GET', `/feature-flags/${slug}`, undefined, server.production)
    expect(inProduction.body).toMatchObject({ name: 'Other', default_value: false })
    const events = await eventsOf(server, body.id)
    expect(events.slice(2)).toMatchObject([
      {
        event: 'flag.updated',
        context: {
          actor: { source: 'dashboard', name: 'owner@example.com' },
          previous_attributes: { data: { name: 'Flag', tags: [] } },
        },
      },
      {
        event: 'flag.rule_updated',
        context: {
          access_type: 'all',
          previous_attributes: { data: { default_value: false }, context: { access_type: 'none' } },
        },
      },
    ])
  })

  test('deletes it everywhere', async () => {
    const slug = await createFlag()
    const { body: flag } = await call('GET', `/feature-flags/${slug}`)
    expect((await settings('DELETE', `/${slug}`)).status).toBe(204)
    for (const environment of [server.staging, server.production]) {
      const answer = await call('GET', `/feature-flags/${slug}`, undefined, environment)
      expect(answer).toMatchObject({ status: 404, body: { code: 'entity_not_found' } })
    }
    expect((await settings('DELETE', `/${slug}`)).status).toBe(404)
    expect((await settings('PUT', `/${slug}`, { name: 'x' })).status).toBe(404)
    expect((await eventsOf(server, flag.id)).at(-1)).toMatchObject({ event: 'flag.deleted' })
  })
})

describe('enabling and disabling', () => {
  test('is of one environment, says so once, and names who did it', async () => {
    const slug = await createFlag({ enabled: false })
    const { body } = await call('PUT', `/feature-flags/${slug}/enable`)
    expect(body.enabled).toBe(true)
    expect((await call('PUT', `/feature-flags/${slug}/enable`)).body).toEqual(body)
    const there = await call('GET', `/feature-flags/${slug}`, undefined, server.production)
    expect(there.body.enabled).toBe(false)
    const [, ...changes] = await eventsOf(server, body.id)
    expect(changes).toEqual([
      {
        event: 'flag.rule_updated',
        organization_id: null,
        data: { ...body, environment_id: server.staging.environment.id },
        context: {
          client_id: server.staging.clientId,
          actor: { id: expect.stringMatching(/^api_key_/), source: 'api', name: 'Tests' },
          access_type: 'none',
          configured_targets: { organizations: [], users: [] },
          previous_attributes: { data: { enabled: false }, context: {} },
        },
      },
    ])
    expect((await call('PUT', `/feature-flags/${slug}/disable`)).body.enabled).toBe(false)
  })

  test('knows no flag that never was', async () => {
    for (const path of ['/enable', '/disable']) {
      expect((await call('PUT', `/feature-flags/never${path}`)).status).toBe(404)
    }
  })
})

describe('targets', () => {
  test('are users and organizations, each as often as it likes', async () => {
    const slug = await createFlag()
    const organizationId = await createCustomer(server)
    const userId = await createMember(server, organizationId)
    for (const id of [userId, organizationId, userId]) {
      expect(await addTarget(slug, id)).toMatchObject({ status: 204, body: '' })
    }
    const { body: flag } = await call('GET', `/feature-flags/${slug}`)
    const changes = (await eventsOf(server, flag.id)).slice(2)
    expect(changes).toHaveLength(2)
    expect(changes[1]).toMatchObject({
      context: {
        access_type: 'some',
        configured_targets: {
          organizations: [{ id: organizationId, name: 'Acme' }],
          users: [{ id: userId, email: expect.stringContaining('@') }],
        },
        previous_attributes: { context: { configured_targets: { organizations: [] } } },
      },
    })
    for (const id of [userId, userId]) expect((await removeTarget(slug, id)).status).toBe(204)
    expect(await ofUser(userId)).toContain(slug)
    await removeTarget(slug, organizationId)
    expect(await ofUser(userId)).not.toContain(slug)
  })

  test('of fifty at once are one', async () => {
    const slug = await createFlag()
    const { user } = await createPerson(server)
    const answers = await atOnce(() => addTarget(slug, user.id))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]))
    const { body: flag } = await call('GET', `/feature-flags/${slug}`)
    expect(await eventsOf(server, flag.id)).toHaveLength(3)
  })

  test('that are nothing of the kind are refused', async () => {
    const slug = await createFlag()
    for (const id of ['x', 'session_01', createId('om', new Date())]) {
      for (const act of [addTarget, removeTarget]) {
        expect(await act(slug, id)).toMatchObject({
          status: 400,
          body: { code: 'invalid_resource_id', statusCode: 400 },
        })
      }
    }
  })

  test('that do not exist here are not found, and neither is a flag that never was', async () => {
    const slug = await createFlag()
    const foreign = await createCustomer(server, server.production)
    for (const id of [foreign, createId('user', new Date())]) {
      for (const act of [addTarget, removeTarget]) expect((await act(slug, id)).status).toBe(404)
    }
    const own = await createCustomer(server)
    expect((await addTarget('never', own)).status).toBe(404)
    expect((await removeTarget('never', own)).status).toBe(404)
  })

  test('are listed for owners by name, page by page', async () => {
    const slug = await createFlag()
    const organizationId = await createCustomer(server)
    const { user } = await createPerson(server)
    for (const id of [organizationId, user.id]) await addTarget(slug, id)
    const asUser = { object: 'feature_flag_target', id: user.id, type: 'user', name: user.email }
    const asOrganization = { id: organizationId, type: 'organization', name: 'Acme' }
    const all = await settings('GET', `/${slug}/targets`)
    expect(all.status).toBe(200)
    expect(all.body.data).toMatchObject([asUser, asOrganization])
    const { body: first } = await settings('GET', `/${slug}/targets?limit=1`)
    expect(first.data).toEqual([asUser])
    const { after } = first.list_metadata
    const { body: second } = await settings('GET', `/${slug}/targets?limit=1&after=${after}`)
    expect(second.data).toMatchObject([asOrganization])
    const { before } = second.list_metadata
    const { body: back } = await settings('GET', `/${slug}/targets?limit=1&before=${before}`)
    expect(back).toEqual(first)
  })

  test('are listed for owners alone, of one environment, and of flags that there are', async () => {
    const slug = await createFlag()
    await addTarget(slug, await createCustomer(server))
    const path = `/dashboard/api/feature-flags/${slug}/targets`
    expect((await call('GET', path)).status).toBe(401)
    const headers = ownerHeaders(server.production.environment)
    const there = await read(await fetch(server.url + path, { headers }))
    expect(there.body.data).toEqual([])
    expect((await settings('GET', '/never/targets')).status).toBe(404)
  })

  test('end with the user', async () => {
    const slug = await createFlag()
    const { user } = await createPerson(server)
    await addTarget(slug, user.id)
    await call('DELETE', `/user_management/users/${user.id}`)
    const { body } = await call('GET', '/sdk/feature-flags')
    expect(body[slug].targets.users).toEqual([])
  })
})

describe('for whom a flag is on', () => {
  /** Who may be asked about: a target, a member of a target, and somebody who is neither. */
  const prepare = async () => {
    const organizationId = await createCustomer(server)
    const targetId = (await createPerson(server)).user.id
    const memberId = await createMember(server, organizationId)
    const otherId = await createMember(server, organizationId, 'inactive')
    const slug = await createFlag()
    await addTarget(slug, targetId)
    await addTarget(slug, organizationId)
    const claimOf = async (userId: string, inOrganization: string | null) => {
      const { id } = server.staging.environment
      const slugs = await enabledFlagSlugs(server.deps, id, {
        userId,
        organizationId: inOrganization,
      })
      return slugs.includes(slug)
    }
    return { organizationId, targetId, memberId, otherId, slug, claimOf }
  }

  test('targets and the members of targets', async () => {
    const { organizationId, targetId, memberId, otherId, slug } = await prepare()
    expect(await ofUser(targetId)).toContain(slug)
    expect(await ofUser(memberId)).toContain(slug)
    expect(await ofUser(otherId)).not.toContain(slug)
    expect(await ofOrganization(organizationId)).toContain(slug)
    expect(await ofOrganization(await createCustomer(server))).not.toContain(slug)
  })

  test('in tokens: the user, and the organization of the session only', async () => {
    const { organizationId, targetId, memberId, claimOf } = await prepare()
    const elsewhere = await createCustomer(server)
    await joinOrganization(server, memberId, elsewhere)
    expect(await claimOf(targetId, null)).toBe(true)
    expect(await claimOf(memberId, organizationId)).toBe(true)
    expect(await claimOf(memberId, elsewhere)).toBe(false)
    expect(await claimOf(memberId, null)).toBe(false)
  })

  test('in the access token that a sign-in and a refresh give', async () => {
    const slug = await createFlag()
    const person = await createPerson(server)
    const first = await signInByApi(server, person)
    expect(decodeJwt(first.access_token).feature_flags ?? []).not.toContain(slug)
    await addTarget(slug, person.user.id)
    const { body } = await refresh(server, first.refresh_token)
    expect(decodeJwt(body.access_token).feature_flags).toContain(slug)
  })

  test('everybody, when that is the default', async () => {
    const { otherId, slug, claimOf } = await prepare()
    await settings('PUT', `/${slug}`, { default_value: true })
    expect(await ofUser(otherId)).toContain(slug)
    expect(await ofOrganization(await createCustomer(server))).toContain(slug)
    expect(await claimOf(otherId, null)).toBe(true)
  })

  test('nobody, when it is disabled', async () => {
    const { organizationId, targetId, slug, claimOf } = await prepare()
    await settings('PUT', `/${slug}`, { default_value: true })
    await call('PUT', `/feature-flags/${slug}/disable`)
    expect(await ofUser(targetId)).not.toContain(slug)
    expect(await ofOrganization(organizationId)).not.toContain(slug)
    expect(await claimOf(targetId, organizationId)).toBe(false)
  })

  test('is not told of users and organizations of another environment', async () => {
    const foreign = await createCustomer(server, server.production)
    const foreigner = await createMember(server, foreign, 'active', server.production)
    for (const path of [`/organizations/${foreign}`, `/user_management/users/${foreigner}`]) {
      expect((await call('GET', `${path}/feature-flags`)).status).toBe(404)
    }
  })
})

test('events of flags are as published', async () => {
  const slug = await createFlag()
  const organizationId = await createCustomer(server)
  await addTarget(slug, organizationId)
  await addTarget(slug, await createMember(server, organizationId))
  await settings('PUT', `/${slug}`, { description: 'Other', default_value: true })
  await settings('DELETE', `/${slug}`)
  const names = ['flag.created', 'flag.updated', 'flag.rule_updated', 'flag.deleted'] as const
  expect(await checkEvents(server, [...names])).toBe(names.length)
})

test('lists go page by page', async () => {
  const older = await createFlag()
  const newer = await createFlag()
  const { body: page } = await call('GET', '/feature-flags?limit=1')
  expect(page.data).toMatchObject([{ slug: newer }])
  const { body: next } = await call('GET', `/feature-flags?limit=1&after=${page.data[0].id}`)
  expect(next.data).toMatchObject([{ slug: older }])
})

describe('the official SDK', () => {
  const sdk = () =>
    new WorkOS(server.staging.apiKey, { apiHostname: 'localhost', port: server.port, https: false })

  test('lists, enables, disables and targets flags', async () => {
    const { featureFlags } = sdk()
    const slug = await createFlag({ enabled: false })
    const organizationId = await createCustomer(server)
    const userId = await createMember(server, organizationId)
    expect((await featureFlags.enableFeatureFlag(slug)).enabled).toBe(true)
    await featureFlags.addFlagTarget({ slug, targetId: organizationId })
    const { data } = await featureFlags.listOrganizationFeatureFlags({ organizationId })
    expect(data.map((flag) => flag.slug)).toContain(slug)
    const ofMember = await featureFlags.listUserFeatureFlags({ userId })
    expect(ofMember.data.map((flag) => flag.slug)).toContain(slug)
    await featureFlags.removeFlagTarget({ slug, targetId: organizationId })
    expect((await featureFlags.disableFeatureFlag(slug)).enabled).toBe(false)
    expect(await featureFlags.getFeatureFlag(slug)).toMatchObject({ slug, defaultValue: false })
    expect((await featureFlags.listFeatureFlags({ limit: 1 })).data).toHaveLength(1)
  })

  test('evaluates flags by itself from what it polls', async () => {
    const slug = await createFlag()
    const off = await createFlag({ enabled: false })
    const organizationId = await createCustomer(server)
    await addTarget(slug, organizationId)
    await addTarget(off, organizationId)
    const client = sdk().featureFlags.createRuntimeClient()
    try {
      await client.waitUntilReady({ timeoutMs: 5_000 })
      expect(client.isEnabled(slug, { organizationId })).toBe(true)
      expect(client.isEnabled(slug, { organizationId: 'org_other' })).toBe(false)
      expect(client.isEnabled(off, { organizationId })).toBe(false)
      expect(client.isEnabled('never', {}, true)).toBe(true)
    } finally {
      client.close()
    }
  })
})
