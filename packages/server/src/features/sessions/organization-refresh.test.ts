import { decodeJwt } from 'jose'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Answer, callApi } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import {
  eventsAbout,
  type Member,
  newMember,
  newOrganization,
} from '../../../test/organizations.ts'
import { createPerson, refresh, signInByApi } from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { createId } from '../../ids/ids.ts'
import { completeSignIn } from '../authentication/complete-sign-in.ts'
import { getActiveMembership } from '../organization-memberships/organization-membership.ts'
import { deleteOrganization } from '../organizations/organization.ts'
import { endSession, findSession } from './session.ts'

let server: TestServer
let organizationId: string
let member: Member

beforeAll(async () => {
  server = await startTestServer()
  const create = (path: string, body: unknown) => callApi(server, 'POST', path, body)
  for (const slug of ['reports:read', 'reports:write']) {
    await create('/authorization/permissions', { slug, name: slug })
  }
  await create('/authorization/roles', { slug: 'editor', name: 'Editor' })
  await create('/authorization/roles/editor/permissions', { slug: 'reports:read' })
})
afterAll(() => server?.stop())
beforeEach(async () => {
  organizationId = await newOrganization(server)
  member = await newMember(server, organizationId, { role_slug: 'editor' })
})

const memberships = '/user_management/organization_memberships'
/** As from before they belonged to any organization: a session in none. */
async function signInToNone(): Promise<Answer['body']> {
  const ofMember = server.deps.db
    .updateTable('organization_memberships')
    .where('user_id', '=', member.person.user.id)
  await ofMember.set({ status: 'pending' }).execute()
  const body = await signInByApi(server, member.person)
  await ofMember.set({ status: 'active' }).execute()
  return body
}
const signIn = async (): Promise<string> => (await signInToNone()).refresh_token
const into = (token: string, organization_id: string | undefined) =>
  refresh(server, token, { organization_id })

/** What the token says of the organization. */
function claimsOf({ body }: Answer) {
  const { org_id, role, roles, permissions } = decodeJwt(body.access_token)
  return { org_id, role, roles, permissions }
}
const claims = (role = 'editor', permissions = ['reports:read'], org_id = organizationId) => ({
  org_id,
  role,
  roles: [role],
  permissions,
})

const refusedWith = (error: string) => ({
  status: 400,
  body: { error, error_description: expect.any(String) },
})

/** Joins the member to one more organization. */
async function joinAnother(): Promise<string> {
  const id = await newOrganization(server, 'Other')
  const body = { user_id: member.person.user.id, organization_id: id }
  expect((await callApi(server, 'POST', memberships, body)).status).toBe(201)
  return id
}

const setStatus = (status: 'inactive' | 'pending') =>
  server.deps.db
    .updateTable('organization_memberships')
    .set({ status })
    .where('id', '=', member.membership.id)
    .execute()

describe('a refresh that names an organization', () => {
  test('moves the session there', async () => {
    const first = await signInToNone()
    const answer = await into(first.refresh_token, organizationId)
    expect(answer).toMatchObject({ status: 200, body: { organization_id: organizationId } })
    expect(claimsOf(answer)).toEqual(claims())
    const [before, after] = [first, answer.body].map(({ access_token }) => decodeJwt(access_token))
    expect(after?.sid).toBe(before?.sid)
    expect(after?.auth_time).toBe(before?.auth_time)
    const sessions = `/user_management/users/${member.person.user.id}/sessions`
    const { body } = await callApi(server, 'GET', sessions)
    expect(body.data).toMatchObject([{ id: after?.sid, organization_id: organizationId }])
    const events = await eventsAbout(server, after?.sid as string)
    expect(events.map(({ event }) => event)).toEqual(['session.created'])
  })

  test('may name the one that it is in', async () => {
    const { body } = await into(await signIn(), organizationId)
    expect(claimsOf(await into(body.refresh_token, organizationId))).toEqual(claims())
  })

  test('moves the session from one organization to another', async () => {
    const other = await joinAnother()
    const { body } = await into(await signIn(), organizationId)
    const moved = await into(body.refresh_token, other)
    expect(claimsOf(moved)).toEqual(claims('member', [], other))
    expect(claimsOf(await refresh(server, moved.body.refresh_token))).toEqual(
      claims('member', [], other),
    )
  })

  test.each<[string, () => Promise<string>, string]>([
    ['that never was', async () => createId('org', new Date()), 'organization_not_found'],
    ['that is no id', async () => 'Acme', 'organization_not_found'],
    [
      'of another environment',
      () => newOrganization(server, 'Foreign', server.production),
      'organization_not_found',
    ],
    ['of others', () => newOrganization(server), 'organization_membership_not_found'],
  ])('refuses one %s, and costs no refresh token', async (_, make, error) => {
    const token = await signIn()
    expect(await into(token, await make())).toMatchObject(refusedWith(error))
    server.deps.clock.advance(60)
    expect(claimsOf(await into(token, organizationId))).toEqual(claims())
  })

  test.each(['inactive', 'pending'] as const)('refuses an %s member', async (status) => {
    const token = await signIn()
    await setStatus(status)
    expect(await into(token, organizationId)).toMatchObject(
      refusedWith('organization_membership_not_found'),
    )
  })

  test('asked fifty times at once gives all the same successor', async () => {
    const token = await signIn()
    const answers = await atOnce(() => into(token, organizationId))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect(new Set(answers.map(({ body }) => body.refresh_token)).size).toBe(1)
    for (const answer of answers) expect(claimsOf(answer)).toEqual(claims())
  })

  test('gives each of two tabs the organization that it asked for', async () => {
    const other = await joinAnother()
    const token = await signIn()
    expect(claimsOf(await into(token, organizationId))).toEqual(claims())
    const late = await into(token, other)
    expect(claimsOf(late)).toEqual(claims('member', [], other))
    expect(late.body.organization_id).toBe(other)
    // The session is one: it goes on where it was moved last.
    expect(claimsOf(await refresh(server, late.body.refresh_token)).org_id).toBe(other)
  })

  test('says of an ended session that it ended, whatever the organization', async () => {
    const { access_token, refresh_token } = await signInToNone()
    const { id } = server.staging.environment
    const session = await findSession(server.deps, id, decodeJwt(access_token).sid as string)
    if (session) await endSession(server.deps, session)
    for (const organization of [organizationId, await newOrganization(server)]) {
      expect(await into(refresh_token, organization)).toMatchObject({
        body: { error: 'invalid_grant', error_description: 'Session has already ended.' },
      })
    }
  })

  test('ends the session of a token that turns up after its exchange', async () => {
    const token = await signIn()
    const { body } = await into(token, organizationId)
    server.deps.clock.advance(31)
    expect(await into(token, organizationId)).toMatchObject(refusedWith('invalid_grant'))
    expect(await refresh(server, body.refresh_token)).toMatchObject(refusedWith('invalid_grant'))
  })

  test('moves nothing with a token that is not ours', async () => {
    expect(await into('x'.repeat(84), organizationId)).toMatchObject(refusedWith('invalid_grant'))
  })
})

describe('a refresh in an organization', () => {
  test('stays there and reads roles and permissions anew', async () => {
    let { body } = await into(await signIn(), organizationId)
    const again = async () => {
      const answer = await refresh(server, body.refresh_token)
      body = answer.body
      return claimsOf(answer)
    }
    expect(await again()).toEqual(claims())
    const permissions = '/authorization/roles/editor/permissions'
    await callApi(server, 'PUT', permissions, { permissions: ['reports:write', 'reports:read'] })
    expect(await again()).toEqual(claims('editor', ['reports:read', 'reports:write']))
    await callApi(server, 'PUT', permissions, { permissions: ['reports:read'] })
    await callApi(server, 'PUT', `${memberships}/${member.membership.id}`, { role_slug: 'member' })
    expect(await again()).toEqual(claims('member', []))
  })

  test('carries every role and the permissions of all, where several are allowed', async () => {
    const { db } = server.deps
    const allow = (multiple_roles_enabled: boolean) =>
      db
        .updateTable('environments')
        .set({ multiple_roles_enabled })
        .where('id', '=', server.staging.environment.id)
        .execute()
    await allow(true)
    server.deps.clock.advance(2)
    const held = `${memberships}/${member.membership.id}`
    await callApi(server, 'PUT', held, { role_slugs: ['editor', 'admin'] })
    let { body } = await into(await signIn(), organizationId)
    const several = decodeJwt(body.access_token)
    expect(several).toMatchObject({ role: 'admin', roles: ['admin', 'editor'] })
    expect(several.permissions).toContain('reports:read')
    expect(several.permissions).toContain('widgets:sso:manage')
    await allow(false)
    body = (await refresh(server, body.refresh_token)).body
    const one = decodeJwt(body.access_token)
    expect(one).toMatchObject({ role: 'admin', roles: ['admin'] })
    expect(one.permissions).not.toContain('reports:read')
  })

  test('is refused to somebody who is no active member any more', async () => {
    const { body } = await into(await signIn(), organizationId)
    // Only the status: as if the session had been started in the same moment.
    await setStatus('inactive')
    expect(await refresh(server, body.refresh_token)).toMatchObject(
      refusedWith('organization_membership_not_found'),
    )
  })

  test('is refused when the organization is gone', async () => {
    const { body } = await into(await signIn(), organizationId)
    await deleteOrganization(server.deps, server.staging.environment.id, organizationId)
    expect(await refresh(server, body.refresh_token)).toMatchObject(
      refusedWith('organization_membership_not_found'),
    )
  })

  test('without one says nothing of organizations', async () => {
    const answer = await refresh(server, await signIn())
    expect(answer.body).not.toHaveProperty('organization_id')
    const token = decodeJwt(answer.body.access_token)
    for (const claim of ['org_id', 'role', 'roles', 'permissions']) {
      expect(token).not.toHaveProperty(claim)
    }
  })

  test('takes one statement without an organization and one more with it', async () => {
    const query = vi.spyOn(pg.Client.prototype, 'query')
    const statements = async (work: () => Promise<Answer>) => {
      query.mockClear()
      const { body } = await work()
      const names = query.mock.calls.map(([config]) => (config as { name?: string }).name ?? '')
      const told = names.filter((name) => /^(sessions|organization)/.test(name) || name === '')
      return { token: body.refresh_token as string, told }
    }
    const before = await signIn()
    const without = await statements(() => refresh(server, before))
    expect(without.told).toEqual(['sessions.rotate'])
    const moving = await statements(() => into(without.token, organizationId))
    expect(moving.told).toEqual([
      'organization-memberships.active-of-session',
      'sessions.rotate-into',
    ])
    const staying = await statements(() => refresh(server, moving.token))
    expect(staying.told).toEqual(['sessions.rotate', 'organization-memberships.active'])
    query.mockRestore()
  })
})

describe('a sign-in to an organization', () => {
  test('begins with its claims, and its event is one of the organization', async () => {
    const { environment, application } = server.staging
    const { user } = member.person
    const client = { environment, application, isConfidential: true }
    const signedIn = await completeSignIn(
      server.deps,
      client,
      {
        user,
        authMethod: 'password',
        authenticatedAt: server.deps.clock.now(),
        proofEpoch: user.proofEpoch,
        ipAddress: null,
        userAgent: null,
        browserSessionId: null,
        succeeded: [],
        pendingAuthenticationId: null,
        authorizationCodeHash: null,
        mfaVerified: false,
      },
      await getActiveMembership(server.deps, environment.id, user.id, organizationId),
    )
    expect(decodeJwt(signedIn.accessToken)).toMatchObject(claims())
    const [created] = await eventsAbout(server, signedIn.session.id)
    expect(created).toMatchObject({
      event: 'session.created',
      organization_id: organizationId,
      data: { organization_id: organizationId },
    })
    expect(claimsOf(await refresh(server, signedIn.refreshToken))).toEqual(claims())
  })

  test('of somebody without any leaves the event to no organization', async () => {
    const person = await createPerson(server)
    const { access_token } = await signInByApi(server, person)
    const [created] = await eventsAbout(server, decodeJwt(access_token).sid as string)
    expect(created).toMatchObject({ event: 'session.created', organization_id: null })
  })
})
