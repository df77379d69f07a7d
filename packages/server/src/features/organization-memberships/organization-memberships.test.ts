import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Answer, callApi } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import {
  asOwner,
  eventsAbout,
  type Member,
  newMember,
  newOrganization,
} from '../../../test/organizations.ts'
import { createPerson, refresh, signInByApi } from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { signInOwner } from '../../../test/sign-in-owner.ts'
import { createId } from '../../ids/ids.ts'
import { getActiveMembership, listActiveMemberships } from './organization-membership.ts'

let server: TestServer
let owner: ReturnType<typeof asOwner>
let organizationId: string

beforeAll(async () => {
  server = await startTestServer()
  owner = asOwner(server, (await signInOwner(server))(server.staging.environment))
  for (const slug of ['editor', 'viewer']) {
    await callApi(server, 'POST', '/authorization/roles', { slug, name: slug })
  }
})
afterAll(() => server?.stop())
beforeEach(async () => {
  organizationId = await newOrganization(server)
})

const path = '/user_management/organization_memberships'
const ask = (method: string, rest = '', body?: unknown, environment = server.staging) =>
  callApi(server, method, path + rest, body, environment)
const idsOf = ({ body }: Answer): string[] => body.data.map(({ id }: { id: string }) => id)

/** There is no invitation yet that would make one. */
const makePending = (id: string) =>
  server.deps.db
    .updateTable('organization_memberships')
    .set({ status: 'pending' })
    .where('id', '=', id)
    .execute()

async function withMultipleRoles<T>(work: () => Promise<T>): Promise<T> {
  const allow = (multiple_roles_enabled: boolean) =>
    owner('PATCH', '/dashboard/api/role_settings', { multiple_roles_enabled })
  await allow(true)
  try {
    return await work()
  } finally {
    await allow(false)
  }
}

const eventNames = async (id: string) => (await eventsAbout(server, id)).map(({ event }) => event)

describe('POST /user_management/organization_memberships', () => {
  test('adds a user with the default role and tells it without the user', async () => {
    const person = await createPerson(server)
    const { status, body } = await ask('POST', '', {
      user_id: person.user.id,
      organization_id: organizationId,
    })
    expect(status).toBe(201)
    const published = {
      object: 'organization_membership',
      id: expect.stringMatching(/^om_[0-9A-Z]{26}$/),
      user_id: person.user.id,
      organization_id: organizationId,
      status: 'active',
      directory_managed: false,
      custom_attributes: {},
      role: { slug: 'member' },
      roles: [{ slug: 'member' }],
      created_at: expect.any(String),
      updated_at: expect.any(String),
    }
    expect(body).toEqual({
      ...published,
      organization_name: 'Acme',
      user: expect.objectContaining({ object: 'user', id: person.user.id, email: person.email }),
    })
    expect(await eventsAbout(server, body.id)).toEqual([
      {
        event: 'organization_membership.created',
        organization_id: organizationId,
        data: published,
      },
    ])
  })

  test.each([
    ['role_slug', { role_slug: 'editor' }],
    ['role_slugs', { role_slugs: ['editor', 'editor'] }],
  ])('gives the role that is named in %s', async (_, named) => {
    const { membership } = await newMember(server, organizationId, named)
    expect(membership).toMatchObject({ role: { slug: 'editor' }, roles: [{ slug: 'editor' }] })
  })

  test('refuses a member who is one already', async () => {
    const { person } = await newMember(server, organizationId)
    const again = await ask('POST', '', {
      user_id: person.user.id,
      organization_id: organizationId,
    })
    expect(again).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'organization_membership_already_exists' }] },
    })
  })

  test('asked fifty times at once makes one', async () => {
    const { user } = await createPerson(server)
    const body = { user_id: user.id, organization_id: organizationId }
    const answers = await atOnce(() => ask('POST', '', body))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(49)
    expect(idsOf(await ask('GET', `?user_id=${user.id}`))).toHaveLength(1)
    expect(await eventNames(user.id)).toEqual(['user.created', 'organization_membership.created'])
  })

  test('makes an inactive membership active again, in the role that is given', async () => {
    const { person, membership } = await newMember(server, organizationId, { role_slug: 'editor' })
    await ask('PUT', `/${membership.id}/deactivate`)
    const { status, body } = await ask('POST', '', {
      user_id: person.user.id,
      organization_id: organizationId,
      role_slug: 'viewer',
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({ id: membership.id, status: 'active', role: { slug: 'viewer' } })
    expect((await eventNames(membership.id)).at(-1)).toBe('organization_membership.updated')
  })

  test('leaves a pending membership to its invitation', async () => {
    const { person, membership } = await newMember(server, organizationId)
    await makePending(membership.id)
    const body = { user_id: person.user.id, organization_id: organizationId }
    expect(await ask('POST', '', body)).toMatchObject({
      status: 400,
      body: { code: 'cannot_reactivate_pending_organization_membership' },
    })
  })

  test.each<[string, object, object]>([
    ['an unknown role', { role_slug: 'x' }, { code: 'invalid_role' }],
    ['several roles', { role_slugs: ['editor', 'viewer'] }, { code: 'multiple_roles_not_enabled' }],
    ['one role and several', { role_slug: 'editor', role_slugs: ['viewer'] }, {}],
    ['no role at all', { role_slugs: [] }, { code: 'invalid_request_parameters' }],
  ])('refuses %s', async (_, roles, refusal) => {
    const { user } = await createPerson(server)
    const body = { user_id: user.id, organization_id: organizationId, ...roles }
    expect(await ask('POST', '', body)).toMatchObject({ status: 422, body: refusal })
    expect(idsOf(await ask('GET', `?user_id=${user.id}`))).toEqual([])
  })

  test('refuses a role that is given on a resource', async () => {
    await callApi(server, 'POST', '/authorization/roles', {
      slug: 'document-owner',
      name: 'Owner of a document',
      resource_type_slug: 'document',
    })
    const { user } = await createPerson(server)
    const body = { user_id: user.id, organization_id: organizationId, role_slug: 'document-owner' }
    expect(await ask('POST', '', body)).toMatchObject({
      status: 422,
      body: { code: 'sub_resource_scoped_role_not_allowed', role_slug: 'document-owner' },
    })
  })

  test('refuses the own role of another organization', async () => {
    const other = await newOrganization(server)
    const ofOther = `/authorization/organizations/${other}/roles`
    const { body: role } = await callApi(server, 'POST', ofOther, { name: 'Theirs' })
    const { user } = await createPerson(server)
    const body = { user_id: user.id, organization_id: organizationId, role_slug: role.slug }
    expect(await ask('POST', '', body)).toMatchObject({
      status: 422,
      body: { code: 'invalid_role', message: "Role 'org-theirs' is not a valid role." },
    })
  })

  test('knows neither users nor organizations of another environment', async () => {
    const { user } = await createPerson(server)
    const body = { user_id: user.id, organization_id: organizationId }
    const foreignUser = await createPerson(server, { environment: server.production })
    const foreign = await newOrganization(server, 'Foreign', server.production)
    for (const changed of [
      { ...body, user_id: foreignUser.user.id },
      { ...body, user_id: 'user_nonsense' },
      { ...body, organization_id: foreign },
      { ...body, organization_id: 'org_nonsense' },
    ]) {
      expect((await ask('POST', '', changed)).status).toBe(404)
    }
  })
})

describe('several roles, where they are allowed,', () => {
  test('are told in the order of priority, whatever order they were given in', async () => {
    await withMultipleRoles(async () => {
      const { membership } = await newMember(server, organizationId, {
        role_slugs: ['viewer', 'admin', 'editor'],
      })
      expect(membership.role).toEqual({ slug: 'admin' })
      expect(membership.roles).toEqual([{ slug: 'admin' }, { slug: 'editor' }, { slug: 'viewer' }])
    })
  })

  test('count as the highest of them once only one is allowed', async () => {
    const { membership } = await withMultipleRoles(() =>
      newMember(server, organizationId, { role_slugs: ['viewer', 'editor'] }),
    )
    const { body } = await ask('GET', `/${membership.id}`)
    expect(body).toMatchObject({ role: { slug: 'editor' }, roles: [{ slug: 'editor' }] })
  })

  test('lose one that is deleted, and only the last is followed by the default', async () => {
    await withMultipleRoles(async () => {
      const create = (slug: string) =>
        callApi(server, 'POST', '/authorization/roles', { slug, name: slug })
      await Promise.all([create('brief'), create('briefer')])
      const { membership } = await newMember(server, organizationId, {
        role_slugs: ['brief', 'briefer'],
      })
      const rolesNow = async () => (await ask('GET', `/${membership.id}`)).body.roles
      await owner('DELETE', '/dashboard/api/roles/brief')
      expect(await rolesNow()).toEqual([{ slug: 'briefer' }])
      await owner('DELETE', '/dashboard/api/roles/briefer')
      expect(await rolesNow()).toEqual([{ slug: 'member' }])
    })
  })
})

describe('GET /user_management/organization_memberships', () => {
  test('asks whose memberships are meant', async () => {
    expect(await ask('GET')).toMatchObject({
      status: 400,
      body: { code: 'missing_user_id_or_organization_id' },
    })
  })

  test('lists the active ones of an organization or a user, newest first', async () => {
    const [first, second, third] = [
      await newMember(server, organizationId),
      await newMember(server, organizationId),
      await newMember(server, organizationId),
    ]
    await ask('PUT', `/${second.membership.id}/deactivate`)
    await makePending(third.membership.id)
    const ofOrganization = `?organization_id=${organizationId}`
    expect((await ask('GET', ofOrganization)).body.data).toEqual([first.membership])
    const statuses = async (query: string) => idsOf(await ask('GET', `${ofOrganization}&${query}`))
    const [one, two, three] = [first, second, third].map(({ membership }) => membership.id)
    expect(await statuses('statuses=inactive')).toEqual([two])
    expect(await statuses('statuses=pending,active')).toEqual([three, one])
    expect(await statuses('statuses=active&statuses=inactive&order=asc')).toEqual([one, two])
    expect((await ask('GET', `${ofOrganization}&statuses=active,asleep`)).status).toBe(422)
    expect(idsOf(await ask('GET', `?user_id=${first.person.user.id}`))).toEqual([one])
    const both = `${ofOrganization}&user_id=${second.person.user.id}&statuses=inactive`
    expect(idsOf(await ask('GET', both))).toEqual([two])
  })

  test.each(['asc', 'desc', 'normal'])(
    'goes page by page in the order %s and back',
    async (order) => {
      const members: Member[] = []
      for (let count = 0; count < 5; count++) members.push(await newMember(server, organizationId))
      const ids = members.map(({ membership }) => membership.id)
      const expected = order === 'asc' ? ids : [...ids].reverse()
      const [forth, back] = order === 'normal' ? ['before', 'after'] : ['after', 'before']
      const list = (query: string) =>
        ask('GET', `?organization_id=${organizationId}&limit=2&order=${order}${query}`)
      expect(idsOf(await list(''))).toEqual(expected.slice(0, 2))
      expect(idsOf(await list(`&${forth}=${expected[1]}`))).toEqual(expected.slice(2, 4))
      expect(idsOf(await list(`&${forth}=${expected[3]}`))).toEqual(expected.slice(4))
      expect(idsOf(await list(`&${back}=${expected[4]}`))).toEqual(expected.slice(2, 4))
    },
  )

  test('tells an empty organization from one that is unknown', async () => {
    expect(idsOf(await ask('GET', `?organization_id=${organizationId}`))).toEqual([])
    const foreign = await newOrganization(server, 'Foreign', server.production)
    const never = createId('user', new Date())
    expect((await ask('GET', `?organization_id=${foreign}`)).status).toBe(404)
    expect((await ask('GET', `?user_id=${never}`)).status).toBe(404)
  })
})

describe('one membership', () => {
  test('is found in its environment alone', async () => {
    const { membership } = await newMember(server, organizationId)
    expect(await ask('GET', `/${membership.id}`)).toMatchObject({ status: 200, body: membership })
    const refused = {
      status: 404,
      body: { message: `Organization membership not found: '${membership.id}'.` },
    }
    const rest = `/${membership.id}`
    for (const [method, path, body] of [
      ['GET', rest],
      ['PUT', rest, { role_slug: 'member' }],
      ['PUT', `${rest}/deactivate`],
      ['PUT', `${rest}/reactivate`],
      ['DELETE', rest],
    ] as const) {
      expect(await ask(method, path, body, server.production)).toMatchObject(refused)
    }
    expect((await ask('GET', rest)).body).toEqual(membership)
    expect((await ask('GET', '/om_nonsense')).status).toBe(404)
  })

  test('is given another role', async () => {
    const { membership } = await newMember(server, organizationId)
    server.deps.clock.advance(1)
    const { status, body } = await ask('PUT', `/${membership.id}`, { role_slug: 'editor' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ role: { slug: 'editor' }, roles: [{ slug: 'editor' }] })
    expect(body.updated_at > membership.updated_at).toBe(true)
    expect((await eventsAbout(server, membership.id)).at(-1)).toMatchObject({
      event: 'organization_membership.updated',
      organization_id: organizationId,
      data: { role: { slug: 'editor' } },
    })
  })

  test('stays as it is when nothing, or nothing that may be changed, is sent', async () => {
    const { membership } = await newMember(server, organizationId)
    const { body } = await ask('PUT', `/${membership.id}`, { status: 'inactive', user_id: 'x' })
    expect(body).toEqual(membership)
    for (const role_slug of ['x', 'org-x']) {
      expect(await ask('PUT', `/${membership.id}`, { role_slug })).toMatchObject({
        status: 422,
        body: { code: 'invalid_role' },
      })
    }
    expect(await eventNames(membership.id)).toEqual(['organization_membership.created'])
  })

  test('has one role after fifty that are given at once', async () => {
    const { membership } = await newMember(server, organizationId)
    const answers = await atOnce((index) =>
      ask('PUT', `/${membership.id}`, { role_slug: index % 2 ? 'editor' : 'viewer' }),
    )
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    await withMultipleRoles(async () => {
      expect((await ask('GET', `/${membership.id}`)).body.roles).toHaveLength(1)
    })
  })
})

/** A session that a refresh moved to the organization. */
async function signInto(member: Member, organization = organizationId) {
  const { refresh_token } = await signInByApi(server, member.person)
  const { status, body } = await refresh(server, refresh_token, { organization_id: organization })
  expect(status).toBe(200)
  return body.refresh_token as string
}

const endedGrant = {
  status: 400,
  body: { error: 'invalid_grant', error_description: 'Session has already ended.' },
}

describe('PUT /user_management/organization_memberships/{id}/deactivate', () => {
  test('ends the member’s sessions in the organization, and no others', async () => {
    const member = await newMember(server, organizationId, { role_slug: 'editor' })
    const colleague = await newMember(server, organizationId)
    const [here, there] = [await signInto(member), await signInto(colleague)]
    const { refresh_token } = await signInByApi(server, member.person)
    const other = { organization_id: await newOrganization(server, 'Other') }
    await ask('POST', '', { user_id: member.person.user.id, ...other })
    const { refresh_token: elsewhere } = (await refresh(server, refresh_token, other)).body
    const { status, body } = await ask('PUT', `/${member.membership.id}/deactivate`, {})
    expect(status).toBe(200)
    expect(body).toMatchObject({ status: 'inactive', role: { slug: 'editor' } })
    expect(await refresh(server, here)).toMatchObject(endedGrant)
    expect((await refresh(server, there)).status).toBe(200)
    expect((await refresh(server, elsewhere)).status).toBe(200)
    const revoked = (await eventsAbout(server, member.person.user.id)).filter(
      ({ event }) => event === 'session.revoked',
    )
    expect(revoked).toEqual([
      {
        event: 'session.revoked',
        organization_id: organizationId,
        data: expect.objectContaining({ organization_id: organizationId, status: 'revoked' }),
      },
    ])
  })

  test('happens once, asked fifty times at once', async () => {
    const { membership } = await newMember(server, organizationId)
    const answers = await atOnce(() => ask('PUT', `/${membership.id}/deactivate`))
    expect(answers.every(({ status, body }) => status === 200 && body.status === 'inactive')).toBe(
      true,
    )
    expect(await eventNames(membership.id)).toEqual([
      'organization_membership.created',
      'organization_membership.updated',
    ])
  })

  test('refuses a pending one', async () => {
    const { membership } = await newMember(server, organizationId)
    await makePending(membership.id)
    expect(await ask('PUT', `/${membership.id}/deactivate`)).toMatchObject({
      status: 400,
      body: { code: 'cannot_deactivate_pending_organization_membership' },
    })
  })
})

describe('PUT /user_management/organization_memberships/{id}/reactivate', () => {
  test('brings back the roles from before, but not the sessions', async () => {
    const member = await newMember(server, organizationId, { role_slug: 'editor' })
    const before = await signInto(member)
    const { id } = member.membership
    await ask('PUT', `/${id}/deactivate`)
    const { body } = await ask('PUT', `/${id}/reactivate`)
    expect(body).toMatchObject({ status: 'active', role: { slug: 'editor' } })
    expect(await refresh(server, before)).toMatchObject(endedGrant)
    await signInto(member)
    await ask('PUT', `/${id}/reactivate`)
    const updates = (await eventNames(id)).filter((name) => name.endsWith('.updated'))
    expect(updates).toHaveLength(2)
  })

  test('refuses a pending one', async () => {
    const { membership } = await newMember(server, organizationId)
    await makePending(membership.id)
    expect(await ask('PUT', `/${membership.id}/reactivate`)).toMatchObject({
      status: 400,
      body: { code: 'cannot_reactivate_pending_organization_membership' },
    })
  })
})

describe('DELETE /user_management/organization_memberships/{id}', () => {
  test('ends the membership and the sessions in the organization', async () => {
    const member = await newMember(server, organizationId, { role_slug: 'editor' })
    const here = await signInto(member)
    const { id } = member.membership
    const { status, body } = await ask('DELETE', `/${id}`)
    expect({ status, body }).toEqual({ status: 200, body: '' })
    expect((await ask('GET', `/${id}`)).status).toBe(404)
    expect(await refresh(server, here)).toMatchObject(endedGrant)
    const { organization_name: _, user: __, ...published } = member.membership
    const [deleted] = (await eventsAbout(server, id)).filter(
      ({ event }) => event === 'organization_membership.deleted',
    )
    expect(deleted?.data).toEqual(published)
  })

  test('happens once, asked fifty times at once', async () => {
    const { membership } = await newMember(server, organizationId)
    const answers = await atOnce(() => ask('DELETE', `/${membership.id}`))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(49)
    expect(await eventNames(membership.id)).toEqual([
      'organization_membership.created',
      'organization_membership.deleted',
    ])
  })
})

describe('what a sign-in asks', () => {
  test('the organizations that a user may sign in to, with role and permissions', async () => {
    const member = await newMember(server, organizationId, { role_slug: 'admin' })
    const other = await newOrganization(server, 'Other')
    const closed = await newOrganization(server, 'Closed')
    const join = (organization_id: string) =>
      ask('POST', '', { user_id: member.person.user.id, organization_id })
    await join(other)
    const { body: taken } = await join(closed)
    await ask('PUT', `/${taken.id}/deactivate`)
    const { id } = server.staging.environment
    const userId = member.person.user.id
    const found = await listActiveMemberships(server.deps, id, userId)
    expect(found).toEqual([
      {
        organizationId,
        organizationName: 'Acme',
        roles: ['admin'],
        permissions: expect.arrayContaining(['widgets:sso:manage']),
      },
      { organizationId: other, organizationName: 'Other', roles: ['member'], permissions: [] },
    ])
    expect(await getActiveMembership(server.deps, id, userId, other)).toEqual(found[1])
    await expect(getActiveMembership(server.deps, id, userId, closed)).rejects.toThrow(closed)
    const { id: elsewhere } = server.production.environment
    expect(await listActiveMemberships(server.deps, elsewhere, userId)).toEqual([])
  })
})

describe('memberships that end with what they belong to', () => {
  test.each(['user', 'organization'])('are told when the %s is deleted', async (deleted) => {
    const organizationId = await newOrganization(server)
    const { person, membership } = await newMember(server, organizationId)
    const path =
      deleted === 'user'
        ? `/user_management/users/${person.user.id}`
        : `/organizations/${organizationId}`
    await callApi(server, 'DELETE', path)
    const events = await eventsAbout(server, membership.id)
    expect(events.map(({ event }) => event)).toEqual([
      'organization_membership.created',
      'organization_membership.deleted',
    ])
  })
})
