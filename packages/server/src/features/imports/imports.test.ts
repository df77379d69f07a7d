import { WorkOS } from '@workos-inc/node'
import { hash as hashBcrypt } from 'bcryptjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { authenticate, callApi, read } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import {
  createPerson,
  createPersonWithMfa,
  newEmail,
  password,
  refresh,
  signInByApi,
} from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { signInOwner } from '../../../test/sign-in-owner.ts'
import { createId } from '../../ids/ids.ts'
import { createApiKey } from '../api-keys/api-key.ts'
import { getEnvironmentOfKind } from '../environments/environment.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())

const newId = (prefix: 'user' | 'org' | 'om') => createId(prefix, new Date('2024-05-01T10:00:00Z'))
const times = {
  created_at: '2024-05-01T10:00:00.000Z',
  updated_at: '2025-02-03T04:05:06.789Z',
}
const users = '/latchkey/imports/users'
const organizations = '/latchkey/imports/organizations'
const memberships = '/latchkey/imports/organization_memberships'
const bring = (path: string, body: object, environment?: { apiKey: string }) =>
  callApi(server, 'POST', path, body, environment)

const bringUser = async (fields: object = {}) => {
  const { status, body } = await bring(users, { id: newId('user'), email: newEmail(), ...fields })
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}
const bringOrganization = async (fields: object = {}) => {
  const { status, body } = await bring(organizations, {
    id: newId('org'),
    name: 'Acme',
    ...fields,
  })
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

describe('importing a user', () => {
  test('keeps the id, the times and everything else that the application knows', async () => {
    const wanted = {
      id: newId('user'),
      email: newEmail('Ada.Lovelace'),
      email_verified: true,
      first_name: 'Ada',
      last_name: 'Lovelace',
      external_id: 'ada-1',
      metadata: { plan: 'pro' },
      locale: 'en-GB',
      profile_picture_url: 'https://example.com/ada.png',
      last_sign_in_at: '2025-03-01T00:00:00.000Z',
      ...times,
    }
    const made = await bringUser(wanted)
    expect(made).toMatchObject(wanted)
    const found = await callApi(server, 'GET', `/user_management/users/${wanted.id}`)
    expect(found.body).toEqual(made)
    const event = await server.deps.db
      .selectFrom('events')
      .select(['event', 'data'])
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    expect(event).toEqual({ event: 'user.created', data: made })
  })

  test('with a hash of elsewhere lets the person sign in under the id that they had', async () => {
    const id = newId('user')
    const email = newEmail()
    const hash = { password_hash: await hashBcrypt(password, 4), password_hash_type: 'bcrypt' }
    const user = await bringUser({ id, email, email_verified: true, ...hash })
    const signedIn = await signInByApi(server, { email, password, user })
    expect(signedIn.user.id).toBe(id)
  })

  test('takes what is not said as it is now, and no time that is still to come', async () => {
    const now = server.deps.clock.now().toISOString()
    const made = await bringUser({ created_at: '2999-01-01T00:00:00Z' })
    expect(made.created_at >= now).toBe(true)
    expect(made.created_at.slice(0, 4)).not.toBe('2999')
    expect(made).toMatchObject({ updated_at: made.created_at, last_sign_in_at: null })
    const alone = await bringUser({ created_at: times.created_at })
    expect(alone.updated_at).toBe(times.created_at)
  })

  test('refuses an id that another user has, and leaves that user as they were', async () => {
    const there = await bringUser({ first_name: 'Grace' })
    const { status, body } = await bring(users, { id: there.id, email: newEmail() })
    expect(status).toBe(400)
    expect(body).toMatchObject({
      code: 'user_creation_error',
      errors: [{ code: 'id_not_available', field: 'id' }],
    })
    const kept = await callApi(server, 'GET', `/user_management/users/${there.id}`)
    expect(kept.body).toEqual(there)
  })

  test('under the id of somebody who was deleted brings nobody who knew their secrets in', async () => {
    const person = await createPersonWithMfa(server)
    const { id, email } = person.user
    const other = await createPerson(server)
    const { refresh_token } = await signInByApi(server, other)
    const reset = await callApi(server, 'POST', '/user_management/password_reset', { email })
    const deleted = [id, other.user.id]
    for (const gone of deleted) {
      await callApi(server, 'DELETE', `/user_management/users/${gone}`)
      await bringUser({ id: gone, email: gone === id ? email : other.email, email_verified: true })
    }
    const answers = [
      await authenticate(server, { grant_type: 'password', email: other.email, password }),
      await refresh(server, refresh_token),
      await callApi(server, 'POST', '/user_management/password_reset/confirm', {
        token: reset.body.password_reset_token,
        new_password: `${password} anew`,
      }),
    ]
    for (const { status } of answers) expect(status).toBeGreaterThanOrEqual(400)
    for (const things of ['sessions', 'auth_factors']) {
      for (const gone of deleted) {
        const { body } = await callApi(server, 'GET', `/user_management/users/${gone}/${things}`)
        expect(body.data).toEqual([])
      }
    }
  })

  test('refuses an address that somebody has under another id', async () => {
    const { user } = await createPerson(server)
    const { body } = await bring(users, { id: newId('user'), email: user.email })
    expect(body.errors).toMatchObject([{ code: 'email_not_available' }])
  })

  test('of fifty at once under one id makes one', async () => {
    const id = newId('user')
    const answers = await atOnce(() => bring(users, { id, email: newEmail() }))
    const statuses = answers.map(({ status }) => status).sort()
    expect(statuses).toEqual([201, ...new Array(49).fill(400)])
  })

  test.each([
    ['of another kind', 'org_01ARZ3NDEKTSV4RRFFQ69G5FAV'],
    ['of no form of ours', 'auth0|5f7c8ec7c33c6c004bbafe82'],
    ['beyond all time', 'user_81ARZ3NDEKTSV4RRFFQ69G5FAV'],
    ['that is missing', undefined],
  ])('refuses an id %s', async (_, id) => {
    expect((await bring(users, { id, email: newEmail() })).status).toBe(422)
  })

  test.each([
    ['a time that is none', { created_at: 'yesterday' }],
    ['a picture that is not on the web', { profile_picture_url: 'javascript:alert(1)' }],
  ])('refuses %s', async (_, fields) => {
    const { status } = await bring(users, { id: newId('user'), email: newEmail(), ...fields })
    expect(status).toBe(422)
  })

  test('the same id may be in staging and in production: they do not know each other', async () => {
    const { id, email } = await bringUser()
    const production = await getEnvironmentOfKind(server.deps, 'production')
    const { value } = await createApiKey(server.deps, production, 'Terminal', {
      approvedBy: 'user_of_the_owner',
    })
    const made = await bring(users, { id, email }, { apiKey: value })
    expect(made.status).toBe(201)
  })
})

describe('importing an organization', () => {
  test('keeps its id, its external id, its times and its domains', async () => {
    const id = newId('org')
    const made = await bringOrganization({
      id,
      external_id: 'acme-1',
      stripe_customer_id: 'cus_acme',
      metadata: { tier: 'gold' },
      domain_data: [{ domain: 'acme-imported.example.com', state: 'verified' }],
      ...times,
    })
    expect(made).toMatchObject({
      id,
      external_id: 'acme-1',
      stripe_customer_id: 'cus_acme',
      domains: [{ domain: 'acme-imported.example.com', state: 'verified' }],
      ...times,
    })
  })

  test('refuses an id that another organization has', async () => {
    const there = await bringOrganization({ name: 'There' })
    const { status, body } = await bring(organizations, { id: there.id, name: 'Other' })
    expect(status).toBe(400)
    expect(body.code).toBe('id_not_available')
    const kept = await callApi(server, 'GET', `/organizations/${there.id}`)
    expect(kept.body).toEqual(there)
  })
})

describe('importing an organization membership', () => {
  test('keeps its id, its roles, its status and its times, as the official SDK reads them', async () => {
    const user = await bringUser()
    const organization = await bringOrganization()
    const id = newId('om')
    const { status } = await bring(memberships, {
      id,
      user_id: user.id,
      organization_id: organization.id,
      role_slug: 'admin',
      status: 'inactive',
      ...times,
    })
    expect(status).toBe(201)
    const workos = new WorkOS(server.staging.apiKey, {
      apiHostname: new URL(server.url).hostname,
      port: Number(new URL(server.url).port),
      https: false,
    })
    const membership = await workos.userManagement.getOrganizationMembership(id)
    expect(membership).toMatchObject({
      id,
      userId: user.id,
      organizationId: organization.id,
      status: 'inactive',
      role: { slug: 'admin' },
      createdAt: times.created_at,
      updatedAt: times.updated_at,
    })
  })

  test('changes no membership that is there, and refuses an id that is taken', async () => {
    const user_id = (await bringUser()).id
    const organization_id = (await bringOrganization()).id
    const first = { id: newId('om'), user_id, organization_id, role_slug: 'member' }
    expect((await bring(memberships, first)).status).toBe(201)
    const again = await bring(memberships, { ...first, id: newId('om'), role_slug: 'admin' })
    expect(again.status).toBe(422)
    expect(again.body.errors).toMatchObject([{ code: 'organization_membership_already_exists' }])
    const other = await bringUser()
    const taken = await bring(memberships, { ...first, user_id: other.id })
    expect(taken.body.code).toBe('id_not_available')
    const { body } = await callApi(
      server,
      'GET',
      `/user_management/organization_memberships/${first.id}`,
    )
    expect(body).toMatchObject({ user_id, role: { slug: 'member' }, status: 'active' })
  })

  test.each([
    ['a user that is not there', () => ({ user_id: newId('user') }), 404],
    ['an organization that is not there', () => ({ organization_id: newId('org') }), 404],
    ['a role that is not there', () => ({ role_slug: 'nobodys' }), 422],
    ['a pending one, which belongs to an invitation', () => ({ status: 'pending' }), 422],
  ] as const)('refuses %s', async (_, fields, status) => {
    const body = {
      id: newId('om'),
      user_id: (await bringUser()).id,
      organization_id: (await bringOrganization()).id,
      ...fields(),
    }
    expect((await bring(memberships, body)).status).toBe(status)
  })
})

describe('who may import', () => {
  const one = () => ({ id: newId('user'), email: newEmail() })
  const productionKey = async (approvedBy: string | null) => {
    const production = await getEnvironmentOfKind(server.deps, 'production')
    const name = 'Somebody'
    return (await createApiKey(server.deps, production, name, { approvedBy })).value
  }

  test('in production not the key of an application', async () => {
    const key = { apiKey: await productionKey(null) }
    for (const path of [users, organizations, memberships]) {
      const { status, body } = await bring(path, one(), key)
      expect(status).toBe(403)
      expect(body).toMatchObject({
        code: 'owner_required',
        message: expect.stringContaining('latchkey login'),
      })
    }
  })

  test('in production the key that an owner approved for their terminal', async () => {
    const key = { apiKey: await productionKey('user_of_the_owner') }
    expect((await bring(users, one(), key)).status).toBe(201)
  })

  test('in production an owner who is signed in to the dashboard', async () => {
    const production = await getEnvironmentOfKind(server.deps, 'production')
    const headers = (await signInOwner(server))(production)
    const response = await fetch(server.url + users, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(one()),
    })
    expect((await read(response)).status).toBe(201)
  })

  test('nobody without a key', async () => {
    expect((await bring(users, one(), { apiKey: 'sk_test_of_nobody' })).status).toBe(401)
  })
})
