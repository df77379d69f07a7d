import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Answer, callApi } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { asOwner, eventsAbout, newMember, newOrganization } from '../../../test/organizations.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { signInOwner } from '../../../test/sign-in-owner.ts'
import { createId } from '../../ids/ids.ts'
import { deleteOrganization } from '../organizations/organization.ts'

let server: TestServer
let headers: Awaited<ReturnType<typeof signInOwner>>
let owner: ReturnType<typeof asOwner>

beforeAll(async () => {
  server = await startTestServer()
  headers = await signInOwner(server)
  owner = asOwner(server, headers(server.staging.environment))
})
afterAll(() => server?.stop())

let count = 0
const newSlug = (name = 'role') => `${name}-${++count}`

const ask = (method: string, path: string, body?: unknown, environment = server.staging) =>
  callApi(server, method, path, body, environment)
const roles = '/authorization/roles'
const of = (organizationId: string) => `/authorization/organizations/${organizationId}/roles`
const slugsOf = ({ body }: Answer) => body.data.map(({ slug }: { slug: string }) => slug)

const createRole = async (path = roles, fields: object = {}): Promise<Answer['body']> => {
  const slug = newSlug()
  const given = path === roles ? { slug } : {}
  const { status, body } = await ask('POST', path, { ...given, name: `The ${slug}`, ...fields })
  expect(status).toBe(201)
  return body
}
const createPermission = async (): Promise<string> => {
  const slug = newSlug('permission')
  expect((await ask('POST', '/authorization/permissions', { slug, name: slug })).status).toBe(201)
  return slug
}

describe('an environment begins', () => {
  test('with a role for administrators and, as the default, one for members', async () => {
    const { body } = await ask('GET', roles, undefined, server.production)
    expect(body).toMatchObject({
      object: 'list',
      data: [
        { slug: 'admin', name: 'Admin', type: 'EnvironmentRole' },
        { slug: 'member', name: 'Member', type: 'EnvironmentRole', permissions: [] },
      ],
    })
    expect(body.data[0].permissions).toHaveLength(7)
    expect(body).not.toHaveProperty('list_metadata')
    const ofProduction = asOwner(server, headers(server.production.environment))
    const settings = await ofProduction('GET', '/dashboard/api/role_settings')
    expect(settings.body).toEqual({
      default_role_slug: 'member',
      priority: ['admin', 'member'],
      multiple_roles_enabled: false,
    })
  })

  test('and a later start brings back nothing that was deleted', async () => {
    const ofProduction = asOwner(server, headers(server.production.environment))
    expect((await ofProduction('DELETE', '/dashboard/api/roles/admin')).status).toBe(204)
    const another = await server.startAnother()
    await another.stop()
    expect(slugsOf(await ask('GET', roles, undefined, server.production))).toEqual(['member'])
  })
})

describe('POST /authorization/roles', () => {
  test('makes a role at the bottom of the order and tells it', async () => {
    const given = { slug: newSlug('editor'), name: 'Editor', description: 'Writes' }
    const { status, body } = await ask('POST', roles, given)
    expect(status).toBe(201)
    expect(body).toEqual({
      object: 'role',
      id: expect.stringMatching(/^role_[0-9A-Z]{26}$/),
      ...given,
      type: 'EnvironmentRole',
      resource_type_slug: 'organization',
      permissions: [],
      created_at: expect.any(String),
      updated_at: expect.any(String),
    })
    expect(slugsOf(await ask('GET', roles)).at(-1)).toBe(given.slug)
    const { slug, created_at, updated_at } = body
    expect(await eventsAbout(server, `"${slug}"`)).toEqual([
      {
        event: 'role.created',
        organization_id: null,
        data: {
          object: 'role',
          slug,
          resource_type_slug: 'organization',
          permissions: [],
          created_at,
          updated_at,
        },
      },
    ])
  })

  test('refuses a slug that is taken, in this environment only', async () => {
    const { slug } = await createRole()
    expect(await ask('POST', roles, { slug, name: 'Again' })).toMatchObject({
      status: 409,
      body: { code: 'role_slug_conflict' },
    })
    const elsewhere = await ask('POST', roles, { slug, name: 'There' }, server.production)
    expect(elsewhere.status).toBe(201)
  })

  test('asked fifty times at once makes one', async () => {
    const slug = newSlug()
    const answers = await atOnce(() => ask('POST', roles, { slug, name: 'Once' }))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49)
  })

  test.each<[string, object, string]>([
    ['without a slug', { name: 'X' }, 'slug_required'],
    ['without a name', { slug: 'x' }, 'name_required'],
    ['with a blank in its slug', { slug: 'a b', name: 'X' }, 'invalid_slug'],
    ['with the slug of an organization’s own', { slug: 'org-x', name: 'X' }, 'reserved_slug'],
    ['with a long slug', { slug: 'x'.repeat(49), name: 'X' }, 'invalid_slug'],
    ['with a long name', { slug: 'x', name: 'x'.repeat(49) }, 'invalid_name'],
  ])('refuses one %s', async (_, body, code) => {
    const answer = await ask('POST', roles, body)
    expect(answer.status).toBe(422)
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ code }))
  })

  test.each([
    [roles, { slug: 'a b', name: 'X' }, 'slug must be made of a-z, 0-9 and _ : . * -.'],
    [roles, { slug: 'x', name: '' }, 'name must not be empty.'],
  ])('says how what it refuses must be', async (path, body, message) => {
    const { body: refused } = await ask('POST', path, body)
    expect(refused.errors).toContainEqual(expect.objectContaining({ message }))
  })
})

describe('an environment’s role', () => {
  test('is found by its slug, in its environment', async () => {
    const role = await createRole()
    expect(await ask('GET', `${roles}/${role.slug}`)).toMatchObject({ status: 200, body: role })
    expect(await ask('GET', `${roles}/${role.slug}`, undefined, server.production)).toMatchObject({
      status: 404,
      body: { message: `Role not found: '${role.slug}'.` },
    })
  })

  test('changes what is given and keeps its slug', async () => {
    const role = await createRole(roles, { description: 'Old' })
    server.deps.clock.advance(1)
    const changes = { name: 'New', slug: 'other', type: 'OrganizationRole' }
    const { body } = await ask('PATCH', `${roles}/${role.slug}`, changes)
    expect(body).toEqual({ ...role, name: 'New', updated_at: expect.any(String) })
    expect(body.updated_at > role.updated_at).toBe(true)
    const cleared = await ask('PATCH', `${roles}/${role.slug}`, { description: null })
    expect(cleared.body.description).toBeNull()
    expect((await ask('PATCH', `${roles}/nobody`, { name: 'X' })).status).toBe(404)
  })

  test('cannot be deleted through the API', async () => {
    const { slug } = await createRole()
    const answer = await fetch(`${server.url}${roles}/${slug}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${server.staging.apiKey}` },
    })
    expect(answer.status).toBe(404)
    expect((await ask('GET', `${roles}/${slug}`)).status).toBe(200)
  })

  test('is given permissions one by one, each once', async () => {
    const { slug } = await createRole()
    const [one, two] = [await createPermission(), await createPermission()]
    const add = (permission: string) =>
      ask('POST', `${roles}/${slug}/permissions`, { slug: permission })
    await add(two)
    await add(one)
    expect((await add(one)).body.permissions).toEqual([one, two].sort())
    const updates = (await eventsAbout(server, `"${slug}"`)).filter(
      ({ event }) => event === 'role.updated',
    )
    expect(updates).toHaveLength(2)
    expect(await add('unheard:of')).toMatchObject({
      status: 404,
      body: { message: "Permission not found: 'unheard:of'." },
    })
  })

  test('is given a list of permissions in place of the ones before', async () => {
    const { slug } = await createRole()
    const [one, two] = [await createPermission(), await createPermission()]
    const set = (permissions: string[]) =>
      ask('PUT', `${roles}/${slug}/permissions`, { permissions })
    await set([one])
    expect((await set([two, two])).body.permissions).toEqual([two])
    expect((await set([two, 'unheard:of'])).status).toBe(404)
    expect((await ask('GET', `${roles}/${slug}`)).body.permissions).toEqual([two])
    expect((await set([])).body.permissions).toEqual([])
  })

  test('is not given a permission of another environment', async () => {
    const { slug } = await createRole()
    const foreign = { slug: 'foreign', name: 'Foreign' }
    await ask('POST', '/authorization/permissions', foreign, server.production)
    const answer = await ask('POST', `${roles}/${slug}/permissions`, { slug: 'foreign' })
    expect(answer.status).toBe(404)
  })

  test('keeps the last of fifty lists that are set at once, whole', async () => {
    const { slug } = await createRole()
    const names = await Promise.all(Array.from({ length: 4 }, createPermission))
    const lists = names.map((_, index) => names.slice(0, index + 1).sort())
    const answers = await atOnce((index) =>
      ask('PUT', `${roles}/${slug}/permissions`, { permissions: lists[index % 4] }),
    )
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    const { permissions } = (await ask('GET', `${roles}/${slug}`)).body
    expect(lists).toContainEqual(permissions)
  })
})

describe('an organization', () => {
  let organizationId: string
  beforeEach(async () => {
    organizationId = await newOrganization(server)
  })

  test('sees the roles of its environment', async () => {
    const answer = await ask('GET', of(organizationId))
    expect(slugsOf(answer)).toEqual(slugsOf(await ask('GET', roles)))
    expect((await ask('GET', `${of(organizationId)}/member`)).body.type).toBe('EnvironmentRole')
  })

  test('has a role of its own with a slug made from its name', async () => {
    const { status, body } = await ask('POST', of(organizationId), { name: ' Büro: Billing Lead ' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ slug: 'org-buro-billing-lead', type: 'OrganizationRole' })
    const [created] = await eventsAbout(server, organizationId).then((events) =>
      events.filter(({ event }) => event === 'organization_role.created'),
    )
    const { id: _, type: __, ...published } = body
    expect(created).toEqual({
      event: 'organization_role.created',
      organization_id: organizationId,
      data: { ...published, object: 'organization_role', organization_id: organizationId },
    })
  })

  test('cuts the slug of a long name, and finds one for a name without Latin letters', async () => {
    const long = await createRole(of(organizationId), { name: 'x'.repeat(48) })
    expect(long.slug).toBe(`org-${'x'.repeat(44)}`)
    const other = await createRole(of(organizationId), { name: '管理者' })
    expect(other.slug).toMatch(/^org-[0-9a-z]{8}$/)
  })

  test('shows its own role to nobody else', async () => {
    const other = await newOrganization(server)
    const { slug } = await createRole(of(organizationId))
    expect(slugsOf(await ask('GET', of(organizationId)))).toContain(slug)
    expect(slugsOf(await ask('GET', of(other)))).not.toContain(slug)
    expect(slugsOf(await ask('GET', roles))).not.toContain(slug)
    for (const path of [of(other), roles]) {
      expect((await ask('GET', `${path}/${slug}`)).status).toBe(404)
    }
  })

  test('refuses a slug twice, which another organization may have, too', async () => {
    const { slug } = await createRole(of(organizationId), { slug: 'org-twice' })
    expect(await ask('POST', of(organizationId), { slug, name: 'Again' })).toMatchObject({
      status: 409,
      body: { code: 'organization_role_slug_conflict' },
    })
    const other = await newOrganization(server)
    expect((await ask('POST', of(other), { slug, name: 'There' })).status).toBe(201)
  })

  test('refuses a slug that does not begin with org-', async () => {
    for (const slug of ['billing', 'org-', 'org-A']) {
      expect((await ask('POST', of(organizationId), { slug, name: 'X' })).status).toBe(422)
    }
  })

  test('changes its own roles and their permissions', async () => {
    const { slug } = await createRole(of(organizationId))
    const path = `${of(organizationId)}/${slug}`
    const [one, two] = [await createPermission(), await createPermission()]
    expect((await ask('PATCH', path, { name: 'New' })).body.name).toBe('New')
    await ask('PUT', `${path}/permissions`, { permissions: [one] })
    const added = await ask('POST', `${path}/permissions`, { slug: two })
    expect(added.body.permissions).toEqual([one, two].sort())
    const removed = await ask('DELETE', `${path}/permissions/${one}`)
    expect(removed).toMatchObject({ status: 200, body: { slug, permissions: [two] } })
    expect((await ask('DELETE', `${path}/permissions/${one}`)).status).toBe(404)
    const events = await eventsAbout(server, organizationId)
    expect(events.filter(({ event }) => event === 'organization_role.updated')).toHaveLength(4)
  })

  test('cannot change a role of the environment', async () => {
    const path = `${of(organizationId)}/member`
    const permission = await createPermission()
    const refused = { status: 400, body: { code: 'bad_request' } }
    expect(await ask('PATCH', path, { name: 'Mine' })).toMatchObject(refused)
    expect(await ask('DELETE', path)).toMatchObject(refused)
    expect(await ask('POST', `${path}/permissions`, { slug: permission })).toMatchObject(refused)
    expect(await ask('PUT', `${path}/permissions`, { permissions: [permission] })).toMatchObject(
      refused,
    )
    expect((await ask('GET', `${roles}/member`)).body).toMatchObject({ name: 'Member' })
  })

  test('deletes a role that nobody holds, once', async () => {
    const { slug } = await createRole(of(organizationId))
    const answers = await atOnce(() => ask('DELETE', `${of(organizationId)}/${slug}`))
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(49)
    const events = await eventsAbout(server, organizationId)
    expect(events.filter(({ event }) => event === 'organization_role.deleted')).toHaveLength(1)
  })

  test('keeps a role that somebody holds', async () => {
    const { slug } = await createRole(of(organizationId))
    const { membership } = await newMember(server, organizationId, { role_slug: slug })
    const path = `${of(organizationId)}/${slug}`
    expect(await ask('DELETE', path)).toMatchObject({
      status: 409,
      body: { code: 'role_has_assignments' },
    })
    const held = `/user_management/organization_memberships/${membership.id}`
    await ask('PUT', held, { role_slug: 'member' })
    expect((await ask('DELETE', path)).status).toBe(204)
  })

  test('never leaves a member with a role that is deleted while it is given', async () => {
    const { membership } = await newMember(server, organizationId)
    const held = `/user_management/organization_memberships/${membership.id}`
    for (let round = 0; round < 5; round++) {
      await ask('PUT', held, { role_slug: 'member' })
      const { slug } = await createRole(of(organizationId))
      const [given, deleted] = await Promise.all([
        ask('PUT', held, { role_slug: slug }),
        ask('DELETE', `${of(organizationId)}/${slug}`),
      ])
      expect([
        [200, 409],
        [422, 204],
      ]).toContainEqual([given.status, deleted.status])
      const { body } = await ask('GET', held)
      expect(body.role.slug).toBe(deleted.status === 204 ? 'member' : slug)
    }
  })

  test('that is deleted takes its roles and members along', async () => {
    const { slug } = await createRole(of(organizationId))
    const { membership } = await newMember(server, organizationId, { role_slug: slug })
    await deleteOrganization(server.deps, server.staging.environment.id, organizationId)
    const held = `/user_management/organization_memberships/${membership.id}`
    expect((await ask('GET', held)).status).toBe(404)
  })

  test('is asked for where older SDKs look, too', async () => {
    await createRole(of(organizationId))
    const old = await ask('GET', `/organizations/${organizationId}/roles`)
    expect(old.body).toEqual((await ask('GET', of(organizationId))).body)
  })

  test('that is unknown, or of another environment, has no roles', async () => {
    const foreign = await newOrganization(server, 'Foreign', server.production)
    for (const id of [foreign, createId('org', new Date()), 'org_nonsense']) {
      const answer = await ask('GET', of(id))
      expect(answer).toMatchObject({
        status: 404,
        body: { message: `Organization not found: '${id}'.` },
      })
      expect((await ask('POST', of(id), { name: 'X' })).status).toBe(404)
    }
  })
})

describe('the owner, in the dashboard,', () => {
  const settings = '/dashboard/api/role_settings'
  const ofOrganization = (id: string) => `/dashboard/api/organizations/${id}/role_settings`

  test('puts the roles in another order', async () => {
    await createRole()
    const { priority } = (await owner('GET', settings)).body
    const turned = [...priority].reverse()
    const { status, body } = await owner('PATCH', settings, { priority: turned })
    expect(status).toBe(200)
    expect(body.priority).toEqual(turned)
    expect(slugsOf(await ask('GET', roles))).toEqual(turned)
    const rest = turned.slice(1)
    for (const wrong of [rest, [...turned, 'x'], ['x', ...rest], [...rest, rest[0]]]) {
      const refused = await owner('PATCH', settings, { priority: wrong })
      expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: 'priority' }] } })
    }
    expect((await owner('PATCH', settings, { priority })).body.priority).toEqual(priority)
  })

  test('chooses the default that members get', async () => {
    const { slug } = await createRole()
    const { body } = await owner('PATCH', settings, { default_role_slug: slug })
    expect(body.default_role_slug).toBe(slug)
    const { membership } = await newMember(server, await newOrganization(server))
    expect(membership.role.slug).toBe(slug)
    await owner('PATCH', settings, { default_role_slug: 'member' })
    expect((await owner('PATCH', settings, { default_role_slug: 'nobody' })).status).toBe(404)
  })

  test('ends up with one default of fifty that are chosen at once', async () => {
    const slugs = ['admin', 'member']
    const answers = await atOnce((index) =>
      owner('PATCH', settings, { default_role_slug: slugs[index % 2] }),
    )
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    const rows = await server.deps.db
      .selectFrom('roles')
      .select('slug')
      .where('environment_id', '=', server.staging.environment.id)
      .where('is_default', '=', true)
      .execute()
    expect(rows).toHaveLength(1)
    await owner('PATCH', settings, { default_role_slug: 'member' })
  })

  test('lets an organization with roles of its own have an order and a default of its own', async () => {
    const organizationId = await newOrganization(server)
    const own = await createRole(of(organizationId))
    const { body } = await owner('GET', ofOrganization(organizationId))
    expect(body.priority.at(-1)).toBe(own.slug)
    expect(body.default_role_slug).toBe('member')

    // What the environment does later concerns it no more.
    const later = await createRole()
    await owner('PATCH', settings, { default_role_slug: 'admin' })
    const after = await owner('GET', ofOrganization(organizationId))
    expect(after.body.default_role_slug).toBe('member')
    expect(after.body.priority).toEqual([...body.priority, later.slug])
    await owner('PATCH', settings, { default_role_slug: 'member' })

    const turned = [...after.body.priority].reverse()
    const changed = await owner('PATCH', ofOrganization(organizationId), {
      default_role_slug: own.slug,
      priority: turned,
    })
    expect(changed.body).toMatchObject({ default_role_slug: own.slug, priority: turned })
    expect(slugsOf(await ask('GET', of(organizationId)))).toEqual(turned)
    const { membership } = await newMember(server, organizationId)
    expect(membership.role.slug).toBe(own.slug)
    expect(slugsOf(await ask('GET', roles))).not.toContain(own.slug)
  })

  test('lets an organization whose default is deleted fall back on the environment’s', async () => {
    const organizationId = await newOrganization(server)
    const own = await createRole(of(organizationId))
    await owner('PATCH', ofOrganization(organizationId), { default_role_slug: own.slug })
    expect((await ask('DELETE', `${of(organizationId)}/${own.slug}`)).status).toBe(204)
    const { body } = await owner('GET', ofOrganization(organizationId))
    expect(body.default_role_slug).toBe('member')
  })

  test('deletes a role of the environment, and its holders get the default', async () => {
    const { slug } = await createRole()
    const organizationId = await newOrganization(server)
    const { membership } = await newMember(server, organizationId, { role_slug: slug })
    const choosy = await newOrganization(server)
    const own = await createRole(of(choosy))
    await owner('PATCH', ofOrganization(choosy), { default_role_slug: own.slug })
    const { membership: other } = await newMember(server, choosy, { role_slug: slug })

    expect((await owner('DELETE', `/dashboard/api/roles/${slug}`)).status).toBe(204)
    expect((await ask('GET', `${roles}/${slug}`)).status).toBe(404)
    const roleOf = async (id: string) =>
      (await ask('GET', `/user_management/organization_memberships/${id}`)).body.role.slug
    expect(await roleOf(membership.id)).toBe('member')
    expect(await roleOf(other.id)).toBe(own.slug)
    const events = await eventsAbout(server, membership.id)
    expect(events.at(-1)).toMatchObject({
      event: 'organization_membership.updated',
      data: { role: { slug: 'member' } },
    })
    expect((await eventsAbout(server, `"${slug}"`)).map(({ event }) => event)).toContain(
      'role.deleted',
    )
  })

  test('cannot delete the default role', async () => {
    expect(await owner('DELETE', '/dashboard/api/roles/member')).toMatchObject({
      status: 409,
      body: { code: 'role_is_default' },
    })
    expect((await owner('DELETE', '/dashboard/api/roles/nobody')).status).toBe(404)
  })
})
