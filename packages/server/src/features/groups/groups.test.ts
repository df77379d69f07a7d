import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Answer, callApi } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { asOwner, eventsAbout, newMember, newOrganization } from '../../../test/organizations.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { signInOwner } from '../../../test/sign-in-owner.ts'
import { createId } from '../../ids/ids.ts'
import { mostMembers } from './group.ts'

let server: TestServer
let organizationId: string

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())
beforeEach(async () => {
  organizationId = await newOrganization(server)
})

const ask = (method: string, rest = '', body?: unknown, organization = organizationId) =>
  callApi(server, method, `/organizations/${organization}/groups${rest}`, body)
const create = async (fields: object = {}, organization = organizationId) => {
  const { status, body } = await ask('POST', '', { name: 'Sales', ...fields }, organization)
  expect(status).toBe(201)
  return body
}
const members = (groupId: string, membershipId = '') =>
  `/${groupId}/organization-memberships${membershipId && `/${membershipId}`}`
const add = (groupId: string, organization_membership_id: string) =>
  ask('POST', members(groupId), { organization_membership_id })
const idsOf = ({ body }: Answer): string[] => body.data.map(({ id }: { id: string }) => id)
const eventNames = async (id: string) => (await eventsAbout(server, id)).map(({ event }) => event)

test('a member whose membership ends leaves every group, which is told', async () => {
  const { membership } = await newMember(server, organizationId)
  const { id: groupId } = await create()
  await add(groupId, membership.id)
  await callApi(server, 'DELETE', `/user_management/organization_memberships/${membership.id}`)
  expect(idsOf(await ask('GET', members(groupId)))).toEqual([])
  expect(await eventNames(membership.id)).toContain('group.member_removed')
})

describe('groups of an organization', () => {
  test('are made with a name alone, and told', async () => {
    const body = await create()
    expect(body).toEqual({
      object: 'group',
      id: expect.stringMatching(/^group_[0-9A-Z]{26}$/),
      organization_id: organizationId,
      name: 'Sales',
      description: null,
      created_at: expect.any(String),
      updated_at: expect.any(String),
    })
    expect(await eventsAbout(server, body.id)).toEqual([
      { event: 'group.created', organization_id: organizationId, data: body },
    ])
  })

  test.each<[string, object, string]>([
    ['no name', { name: undefined }, 'name_required'],
    ['an empty name', { name: '' }, 'invalid_name'],
    ['a long name', { name: 'x'.repeat(257) }, 'invalid_name'],
    ['a long description', { description: 'x'.repeat(151) }, 'invalid_description'],
  ])('are refused with %s', async (_, fields, code) => {
    const answer = await ask('POST', '', { name: 'Sales', ...fields })
    expect(answer.status).toBe(422)
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ code }))
  })

  test('are listed page by page, newest first', async () => {
    const ids: string[] = []
    for (let count = 0; count < 5; count++) ids.unshift((await create()).id)
    await create({}, await newOrganization(server))
    const first = await ask('GET', '?limit=3')
    expect(idsOf(first)).toEqual(ids.slice(0, 3))
    const { after } = first.body.list_metadata
    const second = await ask('GET', `?limit=3&after=${after}`)
    expect(idsOf(second)).toEqual(ids.slice(3))
    expect(second.body.list_metadata.after).toBeNull()
  })

  test('change what is given', async () => {
    const before = await create({ description: 'Old' })
    server.deps.clock.advance(1)
    const changes = { name: 'New', organization_id: 'org_x' }
    const { body } = await ask('PATCH', `/${before.id}`, changes)
    expect(body).toEqual({ ...before, name: 'New', updated_at: expect.any(String) })
    expect(body.updated_at > before.updated_at).toBe(true)
    const cleared = await ask('PATCH', `/${before.id}`, { description: null })
    expect(cleared.body).toMatchObject({ name: 'New', description: null })
    expect(await eventNames(before.id)).toEqual(['group.created', 'group.updated', 'group.updated'])
  })

  test('are deleted once, and their members stay in the organization', async () => {
    const { id } = await create()
    const { membership } = await newMember(server, organizationId)
    await add(id, membership.id)
    const answers = await atOnce(() => ask('DELETE', `/${id}`))
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(49)
    expect((await eventNames(id)).filter((name) => name === 'group.deleted')).toHaveLength(1)
    const path = `/user_management/organization_memberships/${membership.id}`
    expect((await callApi(server, 'GET', path)).status).toBe(200)
  })

  test('are unknown to other organizations and environments', async () => {
    const { id } = await create()
    const other = await newOrganization(server)
    const foreign = await newOrganization(server, 'Foreign', server.production)
    const { membership } = await newMember(server, organizationId)
    const body = { organization_membership_id: membership.id }
    for (const organization of [other, foreign, createId('org', new Date())]) {
      for (const [method, rest, sent] of [
        ['GET', `/${id}`],
        ['PATCH', `/${id}`, { name: 'X' }],
        ['DELETE', `/${id}`],
        ['GET', members(id)],
        ['POST', members(id), body],
        ['DELETE', members(id, membership.id)],
      ] as const) {
        expect((await ask(method, rest, sent, organization)).status).toBe(404)
      }
    }
    for (const organization of [foreign, 'org_nonsense']) {
      expect((await ask('GET', '', undefined, organization)).status).toBe(404)
      expect((await ask('POST', '', { name: 'X' }, organization)).status).toBe(404)
    }
    expect((await ask('GET', `/${id}`)).body.name).toBe('Sales')
  })
})

describe('members of a group', () => {
  test('are added once, however often they are added', async () => {
    const group = await create()
    const { membership } = await newMember(server, organizationId)
    const answers = await atOnce(() => add(group.id, membership.id))
    for (const { status, body } of answers)
      expect({ status, body }).toEqual({ status: 200, body: group })
    const { body } = await ask('GET', members(group.id))
    const { role: _, roles: __, user: ___, ...base } = membership
    expect(body.data).toEqual([base])
    expect((await eventsAbout(server, membership.id)).at(-1)).toEqual({
      event: 'group.member_added',
      organization_id: organizationId,
      data: { group_id: group.id, organization_membership_id: membership.id },
    })
    expect(await eventNames(membership.id)).toHaveLength(2)
  })

  test('belong to its organization', async () => {
    const { id } = await create()
    const other = await newOrganization(server)
    const { membership } = await newMember(server, other)
    for (const unknown of [membership.id, createId('om', new Date()), 'om_nonsense']) {
      expect(await add(id, unknown)).toMatchObject({
        status: 404,
        body: { message: `Organization membership not found: '${unknown}'.` },
      })
    }
    expect((await ask('POST', members(id), {})).status).toBe(422)
  })

  test('are listed page by page, there and back', async () => {
    const { id } = await create()
    const ids: string[] = []
    for (let count = 0; count < 5; count++) {
      const { membership } = await newMember(server, organizationId)
      await add(id, membership.id)
      ids.unshift(membership.id)
    }
    const list = async (query: string) => idsOf(await ask('GET', `${members(id)}?limit=2${query}`))
    expect(await list('')).toEqual(ids.slice(0, 2))
    expect(await list(`&after=${ids[1]}`)).toEqual(ids.slice(2, 4))
    expect(await list(`&before=${ids[4]}`)).toEqual(ids.slice(2, 4))
    expect(await list('&order=asc')).toEqual([ids[4], ids[3]])
  })

  test('are taken out once, and told', async () => {
    const { id } = await create()
    const { membership } = await newMember(server, organizationId)
    await add(id, membership.id)
    const answers = await atOnce(() => ask('DELETE', members(id, membership.id)))
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(49)
    expect(idsOf(await ask('GET', members(id)))).toEqual([])
    const removed = (await eventNames(membership.id)).filter((name) => name.endsWith('_removed'))
    expect(removed).toHaveLength(1)
  })

  test('are listed for owners with who they are', async () => {
    const group = await create()
    const { membership } = await newMember(server, organizationId)
    await add(group.id, membership.id)
    const headersFor = await signInOwner(server)
    const path = `/dashboard/api/organizations/${organizationId}/groups/${group.id}/members`
    const list = (headers: Record<string, string>, at = path) => asOwner(server, headers)('GET', at)
    const answer = await list(headersFor(server.staging.environment))
    expect(answer).toMatchObject({ status: 200, body: { data: [membership] } })
    const elsewhere = path.replace(organizationId, await newOrganization(server))
    expect((await list(headersFor(server.staging.environment), elsewhere)).status).toBe(404)
    expect((await list(headersFor(server.production.environment))).status).toBe(404)
    expect((await list({ authorization: `Bearer ${server.staging.apiKey}` })).status).toBe(401)
  })

  test('leave with their membership', async () => {
    const { id } = await create()
    const { membership } = await newMember(server, organizationId)
    await add(id, membership.id)
    await callApi(server, 'DELETE', `/user_management/organization_memberships/${membership.id}`)
    expect(idsOf(await ask('GET', members(id)))).toEqual([])
  })

  test('know their groups', async () => {
    const { membership } = await newMember(server, organizationId)
    const ids: string[] = []
    for (let count = 0; count < 3; count++) {
      const { id } = await create()
      await add(id, membership.id)
      ids.unshift(id)
    }
    await create()
    const path = `/user_management/organization_memberships/${membership.id}/groups`
    const first = await callApi(server, 'GET', `${path}?limit=2`)
    expect(idsOf(first)).toEqual(ids.slice(0, 2))
    const after = first.body.list_metadata.after
    expect(idsOf(await callApi(server, 'GET', `${path}?limit=2&after=${after}`))).toEqual(
      ids.slice(2),
    )
    const elsewhere = await callApi(server, 'GET', path, undefined, server.production)
    expect(elsewhere.status).toBe(404)
  })

  test('are refused beyond the limit, also when two ask for the last place', async () => {
    const { id } = await create()
    const environmentId = server.staging.environment.id
    const [one, two] = [
      await newMember(server, organizationId),
      await newMember(server, organizationId),
    ]
    await fillUp(environmentId, id, mostMembers - 1)
    const answers = await Promise.all([add(id, one.membership.id), add(id, two.membership.id)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
    expect(answers.find(({ status }) => status === 400)?.body).toMatchObject({
      code: 'group_membership_limit_exceeded',
    })
  })
})

/** So many members, past the API, of people who exist no more than it takes. */
async function fillUp(environmentId: string, groupId: string, count: number): Promise<void> {
  const { db } = server.deps
  const now = new Date()
  for (let start = 0; start < count; start += 2_000) {
    const ids = Array.from({ length: Math.min(2_000, count - start) }, () => createId('user', now))
    await db
      .insertInto('users')
      .values(
        ids.map((id) => ({
          environment_id: environmentId,
          id,
          email: `${id}@example.com`,
          email_normalized: `${id}@example.com`,
          created_at: now,
          updated_at: now,
        })),
      )
      .execute()
    const members = ids.map((user_id) => ({
      environment_id: environmentId,
      id: createId('om', now),
      user_id,
      organization_id: organizationId,
      status: 'active' as const,
      created_at: now,
      updated_at: now,
    }))
    await db.insertInto('organization_memberships').values(members).execute()
    await db
      .insertInto('group_members')
      .values(
        members.map((membership) => ({
          environment_id: environmentId,
          group_id: groupId,
          organization_membership_id: membership.id,
        })),
      )
      .execute()
  }
}
