import { WorkOS } from '@workos-inc/node'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Answer, authenticate, callApi } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { contractFetch } from '../../../test/contract.ts'
import { asOwner } from '../../../test/organizations.ts'
import {
  codeMailedTo,
  codeOf,
  createPerson,
  linkMailedTo,
  mailsTo,
  newEmail,
  type Person,
} from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { signInOwner } from '../../../test/sign-in-owner.ts'
import { updateAuthenticationSettings } from '../environments/environment.ts'
import { createOrganization, deleteOrganization } from '../organizations/organization.ts'
import { createRole } from '../roles/role.ts'
import { updateRoleSettings } from '../roles/role-settings.ts'

let server: TestServer
let organizationId: string

beforeAll(async () => {
  server = await startTestServer()
  const { id } = server.staging.environment
  organizationId = (await createOrganization(server.deps, id, { name: 'Acme' })).id
  const scope = { environmentId: id, organizationId: null }
  await createRole(server.deps, scope, { name: 'Chief', slug: 'chief' })
  const own = { environmentId: id, organizationId }
  const guest = await createRole(server.deps, own, { name: 'Guest', slug: 'org-guest' })
  await updateRoleSettings(server.deps, server.staging.environment, organizationId, {
    defaultRoleSlug: guest.slug,
  })
})
afterAll(() => server?.stop())
beforeEach(() => server.deps.clock.advance(61))

const path = '/user_management/invitations'
const send = (body: object, environment = server.staging) =>
  callApi(server, 'POST', path, body, environment)
const get = (id: string, environment = server.staging) =>
  callApi(server, 'GET', `${path}/${id}`, undefined, environment)
const act = (verb: 'accept' | 'revoke' | 'resend', id: string, environment = server.staging) =>
  callApi(server, 'POST', `${path}/${id}/${verb}`, undefined, environment)
const list = async (query: string, environment = server.staging) =>
  (await callApi(server, 'GET', `${path}?${query}`, undefined, environment)).body.data

async function invite(fields: object = {}): Promise<Answer['body']> {
  const { status, body } = await send({ email: newEmail(), ...fields })
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

const memberships = '/user_management/organization_memberships'

async function inviteMember() {
  const person = await createPerson(server)
  const invitation = await invite({ email: person.email, organization_id: organizationId })
  return { person, invitation }
}

/** Somebody who was invited before there was an account, and whom the application added by itself. */
async function inviteAndAdd() {
  const invitation = await invite({ organization_id: organizationId })
  server.deps.clock.advance(1)
  const person = await createPerson(server, { email: invitation.email })
  const member = { user_id: person.user.id, organization_id: organizationId }
  expect((await callApi(server, 'POST', memberships, member)).status).toBe(201)
  return { person, invitation }
}

const signIn = ({ email, password }: Person, invitationToken?: string) =>
  authenticate(server, {
    grant_type: 'password',
    email,
    password,
    invitation_token: invitationToken,
  })

const membershipOf = ({ user }: Person) =>
  server.deps.db
    .selectFrom('organization_memberships')
    .selectAll()
    .where('user_id', '=', user.id)
    .executeTakeFirst()

const roleOf = async (person: Person) => {
  const row = await server.deps.db
    .selectFrom('organization_membership_roles')
    .innerJoin('roles', 'roles.id', 'organization_membership_roles.role_id')
    .select('slug')
    .where('organization_membership_id', '=', (await membershipOf(person))?.id ?? '')
    .executeTakeFirst()
  return row?.slug
}

/** The names of the events about an invitation or a membership, oldest first. */
async function eventsOf(id: string): Promise<string[]> {
  const rows = await server.deps.db
    .selectFrom('events')
    .select(['event', 'data'])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.filter(({ data }) => data.id === id).map(({ event }) => event)
}

const refused = (code: string) => ({ status: 400, body: { code, message: expect.any(String) } })
const refusedGrant = (error: string) => ({
  status: 400,
  body: { error, error_description: expect.any(String) },
})

describe('POST /user_management/invitations', () => {
  test('invites an address to the application for seven days, and mails it', async () => {
    const email = newEmail()
    const { status, body } = await send({ email })
    expect(status).toBe(201)
    expect(body).toEqual({
      object: 'invitation',
      id: expect.stringMatching(/^invitation_[0-9A-Z]{26}$/),
      email,
      state: 'pending',
      accepted_at: null,
      revoked_at: null,
      expires_at: expect.any(String),
      organization_id: null,
      inviter_user_id: null,
      accepted_user_id: null,
      role_slug: null,
      token: expect.stringMatching(/^[0-9A-Za-z]{25,}$/),
      accept_invitation_url: `${server.url}/invite?invitation_token=${body.token}`,
      created_at: expect.any(String),
      updated_at: expect.any(String),
    })
    expect(Date.parse(body.expires_at) - Date.parse(body.created_at)).toBe(7 * 86_400_000)
    expect(await linkMailedTo(server, email)).toBe(body.accept_invitation_url)
  })

  test('names the organization and who invites in the mail', async () => {
    const { user } = await createPerson(server)
    await callApi(server, 'PUT', `/user_management/users/${user.id}`, { first_name: 'Grace' })
    const { email } = await invite({ organization_id: organizationId, inviter_user_id: user.id })
    const [mail] = await mailsTo(server, email)
    expect(mail?.subject).toBe('Grace invites you to Acme')
  })

  test('tells of it without token and link, and of which organization it is', async () => {
    const { id, token } = await invite({ organization_id: organizationId })
    const row = await server.deps.db
      .selectFrom('events')
      .select(['data', 'organization_id'])
      .where('event', '=', 'invitation.created')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ organization_id: organizationId, data: { id, state: 'pending' } })
    expect(JSON.stringify(row.data)).not.toContain(token)
  })

  test('makes an account that exists a pending member with the promised role', async () => {
    const person = await createPerson(server)
    const { role_slug: role } = await invite({
      email: person.email,
      organization_id: organizationId,
      role_slug: 'chief',
    })
    expect(role).toBe('chief')
    expect(await membershipOf(person)).toMatchObject({ status: 'pending' })
    expect(await roleOf(person)).toBe('chief')
  })

  test('promises the default role of the organization where none is named', async () => {
    expect((await invite({ organization_id: organizationId })).role_slug).toBe('org-guest')
  })

  test.each([1, 30])('can live for %i days', async (days) => {
    const { created_at: from, expires_at: until } = await invite({ expires_in_days: days })
    expect(Date.parse(until) - Date.parse(from)).toBe(days * 86_400_000)
  })

  test.each([
    [0, 'expires_in_days_too_short'],
    [31, 'expires_in_days_too_long'],
  ])('cannot live for %i days', async (days, code) => {
    expect(await send({ email: newEmail(), expires_in_days: days })).toMatchObject(refused(code))
  })

  test('refuses a second open invitation to the same place, in any case', async () => {
    const email = newEmail()
    await invite({ email })
    await invite({ email, organization_id: organizationId })
    expect(await send({ email: email.toUpperCase() })).toMatchObject(
      refused('email_already_invited'),
    )
    expect(await send({ email, organization_id: organizationId })).toMatchObject(
      refused('email_already_invited_to_organization'),
    )
  })

  test('invites once, however many invite the same address at once', async () => {
    const email = newEmail()
    const answers = await atOnce(() => send({ email, organization_id: organizationId }))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(await mailsTo(server, email)).toHaveLength(1)
  })

  test('invites again once the earlier invitation expired or was revoked', async () => {
    const email = newEmail()
    const { id: expired } = await invite({ email, expires_in_days: 1 })
    server.deps.clock.advance(86_401)
    const { id: revoked } = await invite({ email })
    await act('revoke', revoked)
    await invite({ email })
    expect((await get(expired)).body.state).toBe('expired')
  })

  test('refuses somebody who is a member, or has an account and nowhere to join', async () => {
    const person = await createPerson(server)
    expect(await send({ email: person.email })).toMatchObject(refused('user_already_exists'))
    const invitation = { email: person.email, organization_id: organizationId }
    await act('accept', (await invite(invitation)).id)
    expect(await send(invitation)).toMatchObject(refused('user_already_organization_member'))
  })

  test('refuses a role that is not there, and one without an organization', async () => {
    const unknown = { email: newEmail(), organization_id: organizationId, role_slug: 'unknown' }
    expect(await send(unknown)).toMatchObject(refused('invalid_role'))
    expect(await send({ email: newEmail(), role_slug: 'chief' })).toMatchObject(
      refused('invalid_role'),
    )
  })

  test('does not know organizations and users of another environment', async () => {
    const { user } = await createPerson(server)
    for (const of of [{ organization_id: organizationId }, { inviter_user_id: user.id }]) {
      expect((await send({ email: newEmail(), ...of }, server.production)).status).toBe(404)
    }
  })

  test.each([{}, { email: '' }, { email: 'nobody' }, { email: newEmail(), expires_in_days: 1.5 }])(
    'refuses %j',
    async (body) => {
      expect(await send(body)).toMatchObject({
        status: 422,
        body: { code: 'invalid_request_parameters' },
      })
    },
  )
})

describe('reading invitations', () => {
  test('finds one by its id and by its token', async () => {
    const invitation = await invite()
    expect((await get(invitation.id)).body).toEqual(invitation)
    const byToken = await callApi(server, 'GET', `${path}/by_token/${invitation.token}`)
    expect(byToken).toMatchObject({ status: 200, body: invitation })
  })

  test('lists by address and by organization, newest first', async () => {
    const email = newEmail()
    const toApplication = await invite({ email })
    server.deps.clock.advance(1)
    const toOrganization = await invite({ email, organization_id: organizationId })
    expect(await list(`email=${email.toUpperCase()}`)).toEqual([toOrganization, toApplication])
    expect(await list(`email=${email}&organization_id=${organizationId}`)).toEqual([toOrganization])
    expect(await list('organization_id=org_unknown')).toEqual([])
  })

  test('knows none of another environment', async () => {
    const { id, token, email } = await invite()
    expect((await get(id, server.production)).status).toBe(404)
    const byToken = `${path}/by_token/${token}`
    const foreign = await callApi(server, 'GET', byToken, undefined, server.production)
    expect(foreign.status).toBe(404)
    expect(await list(`email=${email}`, server.production)).toEqual([])
    for (const verb of ['accept', 'revoke', 'resend'] as const) {
      expect((await act(verb, id, server.production)).status).toBe(404)
    }
  })

  test('loses those of an organization that is deleted', async () => {
    const { id } = server.staging.environment
    const organization = await createOrganization(server.deps, id, { name: 'Brief' })
    const invitation = await invite({ organization_id: organization.id })
    await deleteOrganization(server.deps, id, organization.id)
    expect((await get(invitation.id)).status).toBe(404)
  })
})

describe('the list of invitations in the dashboard', () => {
  let headersFor: Awaited<ReturnType<typeof signInOwner>>
  beforeAll(async () => {
    headersFor = await signInOwner(server)
  })
  const find = async (query: string, { environment } = server.staging) =>
    asOwner(server, headersFor(environment))('GET', `/dashboard/api/invitations?${query}`)
  const idsOf = async (query: string) =>
    (await find(query)).body.data.map(({ id }: { id: string }) => id)

  test('tells names for ids, and the link while mails are captured', async () => {
    const { user, email: inviterEmail } = await createPerson(server)
    const { token: _, ...invitation } = await invite({
      organization_id: organizationId,
      inviter_user_id: user.id,
    })
    const { status, body } = await find(`search=${invitation.email}`)
    expect(status).toBe(200)
    expect(body.data).toEqual([
      { ...invitation, organization_name: 'Acme', inviter_email: inviterEmail },
    ])
  })

  test('keeps the link back where mails are sent', async () => {
    const { email } = await invite()
    const { config } = server.deps
    const development = config.development
    config.development = false
    const { body } = await find(`search=${email}`)
    config.development = development
    expect(body.data).toMatchObject([{ email, accept_invitation_url: null, inviter_email: null }])
    expect(JSON.stringify(body)).not.toContain('token')
  })

  test('finds them by how the address begins, by organization, and by state', async () => {
    const name = newEmail().split('@')[0] as string
    const expired = await invite({ email: `${name}.a@example.com`, expires_in_days: 1 })
    server.deps.clock.advance(86_401)
    const pending = await invite({
      email: `${name.toUpperCase()}.b@example.com`,
      organization_id: organizationId,
    })
    const revoked = await invite({ email: `${name}.c@example.com` })
    await act('revoke', revoked.id)
    const person = await createPerson(server, { email: `${name}.d@example.com` })
    const accepted = await invite({ email: person.email, organization_id: organizationId })
    await act('accept', accepted.id)

    const states = { expired, pending, revoked, accepted }
    for (const [state, { id }] of Object.entries(states)) {
      expect(await idsOf(`search=${name}&state=${state}`), state).toEqual([id])
    }
    expect(await idsOf(`search=${name}`)).toHaveLength(4)
    expect(await idsOf(`search=${name}&organization_id=${organizationId}`)).toEqual([
      accepted.id,
      pending.id,
    ])
    expect(await idsOf(`search=${name.slice(1)}`)).toEqual([])
    expect(await idsOf('search=%25')).toEqual([])
    expect((await find('state=lost')).status).toBe(422)
  })

  test('is of one environment, and for owners', async () => {
    const { email } = await invite()
    expect((await find(`search=${email}`, server.production)).body.data).toEqual([])
    const path = '/dashboard/api/invitations'
    expect((await callApi(server, 'GET', path)).status).toBe(401)
  })
})

describe('POST /user_management/invitations/:id/accept', () => {
  test('makes the pending member active', async () => {
    const person = await createPerson(server)
    const { id } = await invite({ email: person.email, organization_id: organizationId })
    const { status, body } = await act('accept', id)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      state: 'accepted',
      accepted_user_id: person.user.id,
      accepted_at: expect.any(String),
    })
    const membership = await membershipOf(person)
    expect(membership?.status).toBe('active')
    expect(await eventsOf(id)).toEqual(['invitation.created', 'invitation.accepted'])
    expect(await eventsOf(membership?.id ?? '')).toEqual([
      'organization_membership.created',
      'organization_membership.updated',
    ])
  })

  test('leaves a pending member the role that they were given after the invitation', async () => {
    const person = await createPerson(server)
    const promised = { email: person.email, organization_id: organizationId, role_slug: 'chief' }
    const { id } = await invite(promised)
    const demoted = `${memberships}/${(await membershipOf(person))?.id}`
    await callApi(server, 'PUT', demoted, { role_slug: 'org-guest' })
    expect((await act('accept', id)).status).toBe(200)
    expect((await membershipOf(person))?.status).toBe('active')
    expect(await roleOf(person)).toBe('org-guest')
  })

  test('gives the role of the newest invitation, where an earlier one expired', async () => {
    const person = await createPerson(server)
    const member = { email: person.email, organization_id: organizationId }
    await invite({ ...member, role_slug: 'chief', expires_in_days: 1 })
    server.deps.clock.advance(86_401)
    const { id } = await invite({ ...member, role_slug: 'org-guest' })
    expect(await roleOf(person)).toBe('org-guest')
    await act('accept', id)
    expect(await roleOf(person)).toBe('org-guest')
    expect(await eventsOf((await membershipOf(person))?.id ?? '')).toEqual([
      'organization_membership.created',
      'organization_membership.updated',
      'organization_membership.updated',
    ])
  })

  test('brings back a member who was made inactive, with the promised role', async () => {
    const person = await createPerson(server)
    await act('accept', (await invite({ email: person.email, organization_id: organizationId })).id)
    const membership = await membershipOf(person)
    await callApi(server, 'PUT', `${memberships}/${membership?.id}/deactivate`)
    server.deps.clock.advance(1)
    const again = { email: person.email, organization_id: organizationId, role_slug: 'chief' }
    const { id } = await invite(again)
    expect((await membershipOf(person))?.status).toBe('inactive')
    await act('accept', id)
    expect((await membershipOf(person))?.status).toBe('active')
    expect(await roleOf(person)).toBe('chief')
  })

  test('brings nobody back whose membership was taken back after the invitation', async () => {
    const { person, invitation } = await inviteAndAdd()
    const membership = await membershipOf(person)
    await callApi(server, 'PUT', `${memberships}/${membership?.id}/deactivate`)
    expect((await get(invitation.id)).body.state).toBe('revoked')
    expect(await eventsOf(invitation.id)).toEqual(['invitation.created', 'invitation.revoked'])
    expect(await act('accept', invitation.id)).toMatchObject(refused('invite_not_pending'))
    expect(await signIn(person, invitation.token)).toMatchObject(refusedGrant('invitation_invalid'))
    expect((await membershipOf(person))?.status).toBe('inactive')
  })

  test.each(['pending', 'active'])('brings no %s member back who was deleted', async (status) => {
    const { person, invitation } = await (status === 'active' ? inviteAndAdd() : inviteMember())
    const { id, email, token } = invitation
    const membership = await membershipOf(person)
    expect(membership?.status).toBe(status)
    await callApi(server, 'DELETE', `${memberships}/${membership?.id}`)
    expect((await get(id)).body.state).toBe('revoked')
    expect(await eventsOf(id)).toEqual(['invitation.created', 'invitation.revoked'])
    expect(await act('accept', id)).toMatchObject(refused('invite_not_pending'))
    expect(await signIn(person, token)).toMatchObject(refusedGrant('invitation_invalid'))
    expect(await membershipOf(person)).toBeUndefined()
    await act('accept', (await invite({ email, organization_id: organizationId })).id)
    expect((await membershipOf(person))?.status).toBe('active')
  })

  test('brings no account back that was deleted, and its address can be invited again', async () => {
    const { person, invitation } = await inviteMember()
    const elsewhere = await createOrganization(server.deps, server.staging.environment.id, {
      name: 'Umbrella',
    })
    const { id } = await invite({ email: person.email, organization_id: elsewhere.id })
    const untouched = await invite({ organization_id: organizationId })
    await callApi(server, 'DELETE', `/user_management/users/${person.user.id}`)
    for (const revoked of [invitation.id, id]) {
      expect((await get(revoked)).body.state).toBe('revoked')
      expect(await eventsOf(revoked)).toEqual(['invitation.created', 'invitation.revoked'])
    }
    expect((await get(untouched.id)).body.state).toBe('pending')
    await invite({ email: person.email, organization_id: organizationId })
  })

  test('goes with its organization, and that is told', async () => {
    const { id } = server.staging.environment
    const organization = await createOrganization(server.deps, id, { name: 'Initech' })
    const invitation = await invite({ organization_id: organization.id })
    await callApi(server, 'DELETE', `/organizations/${organization.id}`)
    expect((await get(invitation.id)).status).toBe(404)
    expect(await act('accept', invitation.id)).toMatchObject({ status: 404 })
    expect(await eventsOf(invitation.id)).toEqual(['invitation.created', 'invitation.revoked'])
  })

  test('leaves nobody a member whose membership is deleted at the same time', async () => {
    const { person, invitation } = await inviteMember()
    const membership = await membershipOf(person)
    const [deleted, accepted] = await Promise.all([
      callApi(server, 'DELETE', `${memberships}/${membership?.id}`),
      act('accept', invitation.id),
    ])
    expect(deleted.status).toBe(200)
    expect([200, 400]).toContain(accepted.status)
    expect(await membershipOf(person)).toBeUndefined()
  })

  test('refuses where nobody has the invited address', async () => {
    expect(await act('accept', (await invite()).id)).toMatchObject(refused('invalid_invite'))
  })

  test('refuses one that has expired or was revoked', async () => {
    const { id: revoked } = await invite()
    await act('revoke', revoked)
    const { id: expired } = await invite()
    server.deps.clock.advance(7 * 86_400)
    for (const id of [revoked, expired]) {
      expect(await act('accept', id)).toMatchObject(refused('invite_not_pending'))
    }
  })
})

describe('POST /user_management/invitations/:id/revoke', () => {
  test('takes the invitation and the pending membership back', async () => {
    const person = await createPerson(server)
    const { id } = await invite({ email: person.email, organization_id: organizationId })
    const membership = await membershipOf(person)
    expect(await act('revoke', id)).toMatchObject({ status: 200, body: { state: 'revoked' } })
    expect(await membershipOf(person)).toBeUndefined()
    expect(await eventsOf(membership?.id ?? '')).toEqual([
      'organization_membership.created',
      'organization_membership.deleted',
    ])
    expect(await act('revoke', id)).toMatchObject(refused('invite_not_pending'))
  })
})

describe('POST /user_management/invitations/:id/resend', () => {
  test('mails the same link again, which lives no longer for it', async () => {
    const invitation = await invite()
    const { status, body } = await act('resend', invitation.id)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      token: invitation.token,
      expires_at: invitation.expires_at,
      state: 'pending',
    })
    const mails = await mailsTo(server, invitation.email)
    expect(mails.map(({ content }) => content?.url)).toEqual([
      invitation.accept_invitation_url,
      invitation.accept_invitation_url,
    ])
    expect(await eventsOf(invitation.id)).toEqual(['invitation.created', 'invitation.resent'])
  })

  test('says why one is not sent again', async () => {
    const { id: revoked } = await invite()
    await act('revoke', revoked)
    const person = await createPerson(server)
    const { id: accepted } = await invite({
      email: person.email,
      organization_id: organizationId,
    })
    await act('accept', accepted)
    const { id: expired } = await invite()
    server.deps.clock.advance(7 * 86_400)
    expect(await act('resend', revoked)).toMatchObject(refused('invite_revoked'))
    expect(await act('resend', accepted)).toMatchObject(refused('invite_accepted'))
    expect(await act('resend', expired)).toMatchObject(refused('invite_expired'))
  })
})

describe('signing in with an invitation_token', () => {
  test('accepts it with the password grant and proves the address', async () => {
    const person = await createPerson(server, { emailVerified: false })
    const { id, token } = await invite({ email: person.email, organization_id: organizationId })
    const { status, body } = await signIn(person, token)
    expect(status).toBe(200)
    expect(body.user).toMatchObject({ id: person.user.id, email_verified: true })
    expect((await get(id)).body).toMatchObject({
      state: 'accepted',
      accepted_user_id: person.user.id,
    })
    expect((await membershipOf(person))?.status).toBe('active')
  })

  test('is not accepted by a sign-in that does not bring it along', async () => {
    const person = await createPerson(server)
    const { id } = await invite({ email: person.email, organization_id: organizationId })
    expect((await signIn(person)).status).toBe(200)
    expect((await get(id)).body.state).toBe('pending')
    expect((await membershipOf(person))?.status).toBe('pending')
  })

  test('burns no authorization code when it is a bad one', async () => {
    const person = await createPerson(server)
    const code = await codeOf(server, person)
    const exchange = (more = {}) =>
      authenticate(server, { grant_type: 'authorization_code', code, ...more })
    expect(await exchange({ invitation_token: 'unknown' })).toMatchObject(
      refusedGrant('invitation_invalid'),
    )
    expect((await exchange()).status).toBe(200)
  })

  test('is accepted with an authorization code', async () => {
    const person = await createPerson(server)
    const code = await codeOf(server, person)
    const { id, token } = await invite({ email: person.email, organization_id: organizationId })
    const exchanged = await authenticate(server, {
      grant_type: 'authorization_code',
      code,
      invitation_token: token,
    })
    expect(exchanged.status).toBe(200)
    expect((await get(id)).body.state).toBe('accepted')
  })

  test('refuses an expired, a revoked and an accepted one, and one of elsewhere', async () => {
    const person = await createPerson(server)
    const revoked = await invite()
    await act('revoke', revoked.id)
    const accepted = await invite({ email: person.email, organization_id: organizationId })
    await act('accept', accepted.id)
    const expired = await invite({ expires_in_days: 1 })
    const { body: foreign } = await send({ email: person.email }, server.production)
    server.deps.clock.advance(86_401)
    for (const { token } of [revoked, accepted, expired, foreign]) {
      expect(await signIn(person, token)).toMatchObject(refusedGrant('invitation_invalid'))
    }
  })

  test('refuses an invitation for another address, which stays open', async () => {
    const person = await createPerson(server)
    const { id, token } = await invite({ organization_id: organizationId })
    expect(await signIn(person, token)).toMatchObject(
      refusedGrant('invitation_cannot_be_used_for_email'),
    )
    expect((await get(id)).body.state).toBe('pending')
    expect(await membershipOf(person)).toBeUndefined()
  })

  test('a wrong password leaves it open', async () => {
    const person = await createPerson(server)
    const { id, token } = await invite({ email: person.email, organization_id: organizationId })
    const wrong = await signIn({ ...person, password: 'not the password' }, token)
    expect(wrong).toMatchObject(refused('invalid_credentials'))
    expect((await get(id)).body.state).toBe('pending')
  })
})

describe('magic auth with an invitation_token', () => {
  const requestCode = (email: string, token?: string) =>
    callApi(server, 'POST', '/user_management/magic_auth', { email, invitation_token: token })
  const redeem = async (email: string) =>
    authenticate(server, {
      grant_type: 'urn:workos:oauth:grant-type:magic-auth:code',
      email,
      code: await codeMailedTo(server, email),
    })

  test('signs the invited address up where sign-up is closed, and accepts the invitation', async () => {
    const { id, settings } = server.staging.environment
    await updateAuthenticationSettings(server.deps, id, { ...settings, signUpEnabled: false })
    try {
      const invitation = await invite({ organization_id: organizationId })
      const { email, token } = invitation
      expect(await requestCode(email)).toMatchObject(refusedGrant('sign_up_not_allowed'))
      server.deps.clock.advance(61)
      expect((await requestCode(email, token)).status).toBe(201)
      expect((await get(invitation.id)).body.state).toBe('pending')
      expect((await redeem(email)).status).toBe(200)
      expect((await get(invitation.id)).body.state).toBe('accepted')
    } finally {
      await updateAuthenticationSettings(server.deps, id, settings)
    }
  })

  test('makes no code for another address', async () => {
    const { token } = await invite()
    expect(await requestCode(newEmail(), token)).toMatchObject(refusedGrant('invitation_invalid'))
  })

  test('signs in without it when it was revoked meanwhile', async () => {
    const { id, email, token } = await invite({ organization_id: organizationId })
    await requestCode(email, token)
    await act('revoke', id)
    expect((await redeem(email)).status).toBe(200)
    expect((await get(id)).body.state).toBe('revoked')
  })
})

test('the official SDK invites, finds, resends, revokes and accepts', async () => {
  const { userManagement } = new WorkOS(server.staging.apiKey, {
    clientId: server.staging.clientId,
    apiHostname: 'localhost',
    port: server.port,
    https: false,
    maxRetries: 0,
    fetchFn: contractFetch,
  })
  const { email } = await createPerson(server)
  const sent = await userManagement.sendInvitation({ email, organizationId, expiresInDays: 3 })
  expect(await userManagement.getInvitation(sent.id)).toEqual(sent)
  expect(await userManagement.findInvitationByToken(sent.token)).toEqual(sent)
  expect((await userManagement.listInvitations({ email })).data).toEqual([sent])
  expect((await userManagement.resendInvitation(sent.id)).token).toBe(sent.token)
  expect((await userManagement.revokeInvitation(sent.id)).state).toBe('revoked')
  const again = await userManagement.sendInvitation({ email, organizationId })
  expect((await userManagement.acceptInvitation(again.id)).state).toBe('accepted')
})
