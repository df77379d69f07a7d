import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callApi } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { eventsAbout } from '../../../test/organizations.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())

const path = '/authorization/permissions'
const create = (body: unknown, environment = server.staging) =>
  callApi(server, 'POST', path, body, environment)
const get = (slug: string, environment = server.staging) =>
  callApi(server, 'GET', `${path}/${slug}`, undefined, environment)
const update = (slug: string, body: unknown, environment = server.staging) =>
  callApi(server, 'PATCH', `${path}/${slug}`, body, environment)
const remove = (slug: string, environment = server.staging) =>
  callApi(server, 'DELETE', `${path}/${slug}`, undefined, environment)

const notFound = (slug: string) => ({
  status: 404,
  body: { code: 'entity_not_found', message: `Permission not found: '${slug}'.` },
})
const system = 'widgets:users-table:manage'

describe('POST /authorization/permissions', () => {
  test('makes a permission and tells it', async () => {
    const given = { slug: 'reports:read', name: 'Read reports', description: 'All of them' }
    const { status, body } = await create(given)
    expect(status).toBe(201)
    expect(body).toEqual({
      object: 'permission',
      id: expect.stringMatching(/^perm_[0-9A-Z]{26}$/),
      ...given,
      system: false,
      resource_type_slug: 'organization',
      created_at: expect.any(String),
      updated_at: expect.any(String),
    })
    expect(await eventsAbout(server, body.id)).toEqual([
      { event: 'permission.created', organization_id: null, data: body },
    ])
  })

  test('keeps the type of resource that it is about', async () => {
    const { body } = await create({
      slug: 'document:edit',
      name: 'Edit a document',
      resource_type_slug: 'document',
    })
    expect(body).toMatchObject({ resource_type_slug: 'document', description: null })
  })

  test('refuses a slug that is taken, in this environment only', async () => {
    await create({ slug: 'taken', name: 'First' })
    expect(await create({ slug: 'taken', name: 'Second' })).toMatchObject({
      status: 409,
      body: { code: 'permission_slug_conflict', message: expect.stringContaining("'taken'") },
    })
    expect((await create({ slug: 'taken', name: 'Other' }, server.production)).status).toBe(201)
  })

  test('asked fifty times at once makes one', async () => {
    const answers = await atOnce(() => create({ slug: 'once', name: 'Once' }))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49)
  })

  test.each<[string, object, string]>([
    ['without a slug', { name: 'X' }, 'slug_required'],
    ['without a name', { slug: 'x' }, 'name_required'],
    ['with an empty slug', { slug: '', name: 'X' }, 'invalid_slug'],
    ['with an upper-case slug', { slug: 'Reports', name: 'X' }, 'invalid_slug'],
    ['with a blank in its slug', { slug: 'a b', name: 'X' }, 'invalid_slug'],
    ['with a long slug', { slug: 'x'.repeat(49), name: 'X' }, 'invalid_slug'],
    ['with a long name', { slug: 'x', name: 'x'.repeat(49) }, 'invalid_name'],
    [
      'with a long description',
      { slug: 'x', name: 'X', description: 'x'.repeat(151) },
      'invalid_description',
    ],
  ])('refuses one %s', async (_, body, code) => {
    const answer = await create(body)
    expect(answer.status).toBe(422)
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ code }))
  })

  test('makes none that is the system’s', async () => {
    const { body } = await create({ slug: 'mine', name: 'Mine', system: true })
    expect(body.system).toBe(false)
  })
})

describe('GET /authorization/permissions', () => {
  test('has the system’s permissions from the beginning', async () => {
    const { body } = await callApi(server, 'GET', `${path}?limit=100`, undefined, server.production)
    const ofSystem = body.data.filter((permission: { system: boolean }) => permission.system)
    expect(ofSystem.map(({ slug }: { slug: string }) => slug).sort()).toEqual([
      'widgets:api-keys:manage',
      'widgets:audit-log-streaming:manage',
      'widgets:domain-verification:manage',
      'widgets:dsync:manage',
      'widgets:pipes:manage',
      'widgets:sso:manage',
      'widgets:users-table:manage',
    ])
  })

  test('goes page by page through all of them, once each', async () => {
    const slugs: string[] = []
    let after = ''
    do {
      const { body } = await callApi(server, 'GET', `${path}?limit=3${after}`)
      slugs.push(...body.data.map(({ slug }: { slug: string }) => slug))
      after = body.list_metadata.after ? `&after=${body.list_metadata.after}` : ''
    } while (after)
    const whole = await callApi(server, 'GET', `${path}?limit=100`)
    expect(slugs).toEqual(whole.body.data.map(({ slug }: { slug: string }) => slug))
    expect(new Set(slugs).size).toBe(slugs.length)
  })
})

describe('GET /authorization/permissions/{slug}', () => {
  test('answers with the permission', async () => {
    const { body } = await create({ slug: 'read:it', name: 'Read it' })
    expect(await get('read:it')).toMatchObject({ status: 200, body })
  })

  test('does not know one of another environment', async () => {
    await create({ slug: 'only-here', name: 'Only here' })
    expect(await get('only-here', server.production)).toMatchObject(notFound('only-here'))
  })
})

describe('PATCH /authorization/permissions/{slug}', () => {
  test('changes what is given and leaves the rest', async () => {
    const { body: before } = await create({ slug: 'change', name: 'Old', description: 'Old' })
    server.deps.clock.advance(1)
    const { body } = await update('change', { name: 'New', slug: 'another', system: true })
    expect(body).toEqual({ ...before, name: 'New', updated_at: expect.any(String) })
    expect(body.updated_at > before.updated_at).toBe(true)
    expect((await update('change', { description: null })).body.description).toBeNull()
    const events = await eventsAbout(server, before.id)
    expect(events.map(({ event }) => event)).toEqual([
      'permission.created',
      'permission.updated',
      'permission.updated',
    ])
  })

  test('refuses the system’s own', async () => {
    expect(await update(system, { name: 'Mine' })).toMatchObject({
      status: 403,
      body: { message: expect.stringContaining(system) },
    })
    expect((await get(system)).body.name).toBe('Manage users in the widget')
  })

  test('does not know one of another environment', async () => {
    await create({ slug: 'not-yours', name: 'Ours' })
    expect(await update('not-yours', { name: 'X' }, server.production)).toMatchObject(
      notFound('not-yours'),
    )
  })
})

describe('DELETE /authorization/permissions/{slug}', () => {
  test('takes it from every role that gave it', async () => {
    await create({ slug: 'short:lived', name: 'Short-lived' })
    await callApi(server, 'POST', '/authorization/roles', { slug: 'holder', name: 'Holder' })
    const permissions = '/authorization/roles/holder/permissions'
    const held = await callApi(server, 'POST', permissions, { slug: 'short:lived' })
    expect(held.body.permissions).toEqual(['short:lived'])
    expect((await remove('short:lived')).status).toBe(204)
    const { body } = await callApi(server, 'GET', '/authorization/roles/holder')
    expect(body.permissions).toEqual([])
    expect(await get('short:lived')).toMatchObject(notFound('short:lived'))
    const [deleted] = (await eventsAbout(server, 'short:lived')).filter(
      ({ event }) => event === 'permission.deleted',
    )
    expect(deleted?.data).toMatchObject({ object: 'permission', slug: 'short:lived' })
  })

  test('deletes once, asked fifty times at once', async () => {
    await create({ slug: 'gone', name: 'Gone' })
    const answers = await atOnce(() => remove('gone'))
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(49)
  })

  test('refuses the system’s own', async () => {
    expect((await remove(system)).status).toBe(403)
    expect((await get(system)).status).toBe(200)
  })

  test('does not know one of another environment', async () => {
    await create({ slug: 'stays', name: 'Stays' })
    expect(await remove('stays', server.production)).toMatchObject(notFound('stays'))
    expect((await get('stays')).status).toBe(200)
  })
})
