import { createActionEndpoint } from '../../src/features/actions/action-endpoint.ts'
import { createApiKey } from '../../src/features/api-keys/api-key.ts'
import { createChallenge } from '../../src/features/authentication-factors/authentication-challenge.ts'
import { enrollFactor } from '../../src/features/authentication-factors/authentication-factor.ts'
import { createCorsOrigin } from '../../src/features/cors-origins/cors-origin.ts'
import { createApiKeyOfOrganization } from '../../src/features/customer-api-keys/customer-api-key.ts'
import { sendVerificationEmail } from '../../src/features/email-verification/email-verification.ts'
import { addGroupMember, createGroup } from '../../src/features/groups/group.ts'
import { sendInvitation } from '../../src/features/invitations/invitation.ts'
import { createMagicAuth } from '../../src/features/magic-auth/magic-auth.ts'
import type { OrganizationDomain } from '../../src/features/organization-domains/organization-domain.ts'
import { createOrganizationMembership } from '../../src/features/organization-memberships/organization-membership.ts'
import { createOrganization } from '../../src/features/organizations/organization.ts'
import { createPasswordReset } from '../../src/features/password-reset/password-reset.ts'
import { createPermission } from '../../src/features/permissions/permission.ts'
import { createRedirect } from '../../src/features/redirects/redirect.ts'
import { addRolePermission, createRole } from '../../src/features/roles/role.ts'
import { updateRoleSettings } from '../../src/features/roles/role-settings.ts'
import { sendEmailChange } from '../../src/features/users/email-change.ts'
import { createUser } from '../../src/features/users/user.ts'
import { sendTestEvent } from '../../src/features/webhooks/webhook-delivery.ts'
import { createWebhookEndpoint } from '../../src/features/webhooks/webhook-endpoint.ts'
import { createId } from '../../src/ids/ids.ts'
import { newConnection } from '../connections.ts'
import { codeMailedTo, password, signInByApi } from '../people.ts'
import type { TestEnvironment, TestServer } from '../server.ts'

/**
 * One of everything that a request can name, as the texts that name it. What differs between the
 * things of two tenants names a thing; what is the same in both is only a value.
 */
export type Things = Awaited<ReturnType<typeof makeThings>>

/** Everything of an environment and of one organization there. Every name contains the label. */
export async function makeThings(server: TestServer, of: TestEnvironment, label: string) {
  return {
    ...(await makeThingsOfEnvironment(server, of, label)),
    ...(await makeThingsOfOrganization(server, of, label)),
  }
}

async function makeThingsOfEnvironment(
  { deps }: TestServer,
  { environment, application }: TestEnvironment,
  label: string,
) {
  const owner = { environment, application }
  const scope = { environmentId: environment.id, organizationId: null }
  const uri = (name: string) => `https://${label}.example.com/${name}`
  const { apiKey } = await createApiKey(deps, environment, label)
  const { slug: permission } = await createPermission(deps, environment.id, {
    slug: `${label}-permission`,
    name: label,
  })
  const role = await createRole(deps, scope, { slug: `${label}-role`, name: label })
  await addRolePermission(deps, scope, role.slug, permission)
  await updateRoleSettings(deps, environment, null, { multipleRolesEnabled: true })
  const webhook = await createWebhookEndpoint(deps, environment.id, {
    endpointUrl: uri('webhook'),
    events: ['connection.activated'],
  })
  const delivery = await sendTestEvent(deps, environment.id, webhook.id, {
    event: 'group.created',
    data: { name: label },
  })
  const action = await createActionEndpoint(deps, environment.id, 'authentication', {
    url: uri('action'),
    enabled: false,
    failureMode: 'deny',
    timeoutMilliseconds: 1_000,
  })
  const redirect = await createRedirect(deps, 'redirect_uris', owner, uri('in'))
  const spareRedirect = await createRedirect(deps, 'redirect_uris', owner, uri('spare'))
  const spareSignOut = await createRedirect(deps, 'sign_out_redirects', owner, uri('spare'))
  const signOut = await createRedirect(deps, 'sign_out_redirects', owner, uri('out'))
  const corsOrigin = await createCorsOrigin(deps, owner, `https://${label}.example.com`)
  const now = deps.clock.now()
  const flag = `${label}-flag`
  // Made of rows: the dashboard would make it in every environment.
  await deps.db
    .insertInto('feature_flags')
    .values({
      environment_id: environment.id,
      id: createId('flag', now),
      slug: flag,
      name: label,
      description: null,
      owner: null,
      tags: [],
      created_at: now,
      updated_at: now,
    })
    .execute()
  const event = await deps.db
    .selectFrom('events')
    .select('id')
    .where('environment_id', '=', environment.id)
    .executeTakeFirstOrThrow()
  return {
    apiKey: apiKey.id,
    event: event.id,
    permission,
    role: role.slug,
    webhook: webhook.id,
    delivery: delivery.id,
    action: action.id,
    redirect: redirect.id,
    spareRedirect: spareRedirect.id,
    signOut: signOut.id,
    spareSignOut: spareSignOut.id,
    corsOrigin: corsOrigin.id,
    flag,
  }
}

/** An organization with its people and whatever is theirs, beside that of others in an environment. */
export async function makeThingsOfOrganization(
  server: TestServer,
  of: TestEnvironment,
  label: string,
) {
  const { deps } = server
  const { environment, application } = of
  const organization = await createOrganization(deps, environment.id, {
    name: label,
    externalId: `${label}-organization`,
    domainData: [
      { domain: `${label}.example.com`, state: 'pending' },
      { domain: `checked.${label}.example.com`, state: 'pending' },
    ],
  })
  const [domain, checkedDomain] = organization.domains as OrganizationDomain[]
  const within = { environmentId: environment.id, organizationId: organization.id }
  const newUser = (name: string, emailVerified = true) =>
    createUser(deps, environment, { email: `${name}@${label}.example.com`, emailVerified })

  const email = `member@${label}.example.com`
  const externalId = `${label}-user`
  const user = await createUser(deps, environment, {
    email,
    password,
    emailVerified: true,
    externalId,
  })
  const { access_token } = await signInByApi(server, { email, password, user }, of)
  const { reset, token: resetToken } = await createPasswordReset(deps, user, application)
  const { magicAuth } = await createMagicAuth(deps, environment, application, {
    email,
    from: { ipAddress: null, userAgent: null },
  })
  const mail = await deps.db
    .selectFrom('emails')
    .select('id')
    .where('environment_id', '=', environment.id)
    .where('recipient', '=', email)
    .executeTakeFirstOrThrow()

  const unverified = await newUser('unverified', false)
  await sendVerificationEmail(deps, unverified, application)
  const verification = await deps.db
    .selectFrom('email_verifications')
    .select('id')
    .where('user_id', '=', unverified.id)
    .executeTakeFirstOrThrow()
  const unasked = await newUser('unasked', false)
  const moving = await newUser('moving')
  const movedTo = `moved@${label}.example.com`
  await sendEmailChange(deps, application, environment.id, moving.id, movedTo)

  const { factor } = await enrollFactor(deps, {
    environmentId: environment.id,
    userId: user.id,
    totp: null,
  })
  const { challenge, code: challengeCode } = await createChallenge(deps, factor)

  const organizationRole = await createRole(deps, within, { slug: `org-${label}`, name: label })
  const spareRole = await createRole(deps, within, { slug: `org-${label}-spare`, name: label })
  const membership = await createOrganizationMembership(deps, environment, {
    userId: user.id,
    organizationId: organization.id,
  })
  const colleague = await newUser('colleague')
  const membershipOfColleague = await createOrganizationMembership(deps, environment, {
    userId: colleague.id,
    organizationId: organization.id,
  })
  const outsider = await newUser('outsider')
  const group = await createGroup(deps, within, { name: label })
  await addGroupMember(deps, within, group.id, membershipOfColleague.id)
  const connection = await newConnection(server, {
    organizationId: organization.id,
    name: label,
    environment: of,
  })
  const { apiKey: customerKey, value: customerKeyValue } = await createApiKeyOfOrganization(
    deps,
    environment.id,
    organization.id,
    { name: label },
  )

  const invite = (email: string) =>
    sendInvitation(deps, environment.id, application, { email, organizationId: organization.id })
  const invitation = await invite(`invited@${label}.example.com`)
  // Everybody invites the same address, so that the address names nobody's invitation.
  const invitationForCode = await invite('invited@example.net')
  const accepting = await newUser('accepting')
  const invitationToAccept = await invite(accepting.email)

  return {
    organization: organization.id,
    organizationExternalId: `${label}-organization`,
    organizationRole: organizationRole.slug,
    spareRole: spareRole.slug,
    domain: domain?.id ?? '',
    checkedDomain: checkedDomain?.id ?? '',
    user: user.id,
    userExternalId: externalId,
    email,
    session: sessionOf(access_token),
    passwordReset: reset.id,
    passwordResetToken: resetToken,
    magicAuth: magicAuth.id,
    mail: mail.id,
    unverified: unverified.id,
    verification: verification.id,
    verificationCode: await codeMailedTo(server, unverified.email),
    unasked: unasked.id,
    moving: moving.id,
    movingCode: await codeMailedTo(server, movedTo),
    factor: factor.id,
    challenge: challenge.id,
    challengeCode: challengeCode ?? '',
    membership: membership.id,
    membershipInGroup: membershipOfColleague.id,
    outsider: outsider.id,
    group: group.id,
    connection,
    customerKey: customerKey.id,
    customerKeyValue,
    invitation: invitation.invitation.id,
    invitationToken: invitation.token,
    invitationTokenForCode: invitationForCode.token,
    invitationToAccept: invitationToAccept.invitation.id,
  }
}

function sessionOf(accessToken: string): string {
  const claims = Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()
  return (JSON.parse(claims) as { sid: string }).sid
}

/** Names like these that nothing ever had. */
export const neverMade = (things: Things): Things =>
  Object.fromEntries(
    Object.entries(things).map(([thing, name]) => [
      thing,
      name.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    ]),
  ) as Things
