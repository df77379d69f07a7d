import { WorkOS as OurWorkOS } from '@latchkey/node'
import { WorkOS as OfficialWorkOS } from '@workos-inc/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Platform, startPlatform } from './platform.ts'

/**
 * Both SDKs do the same on one running Latchkey, each with people and organizations of its own, and
 * must see the same. What differs from run to run, such as ids, stands as its kind in what is compared.
 */
let platform: Platform

beforeAll(async () => {
  platform = await startPlatform()
})
afterAll(() => platform?.stop())

const cookiePassword = 'a password of thirty-two characters'
const password = 'correct horse battery staple'

async function tell(Sdk: typeof OfficialWorkOS, mark: string): Promise<unknown[]> {
  const workos = new Sdk(platform.apiKey, {
    clientId: platform.clientId,
    apiHostname: 'localhost',
    port: Number(new URL(platform.url).port),
    https: false,
  })
  const { userManagement, organizations, authorization } = workos
  const told: unknown[] = []
  const note = async <T>(work: Promise<T>): Promise<T> => {
    const outcome = await work.catch((exception) => exception)
    told.push(comparable(outcome, mark))
    return outcome
  }
  const email = `${mark}@example.com`
  const user = await note(
    userManagement.createUser({
      email,
      password,
      emailVerified: true,
      firstName: 'Ada',
      externalId: mark,
      metadata: { billingPlan: 'team' },
    }),
  )
  await note(userManagement.createUser({ email }))
  await note(userManagement.getUser(user.id))
  await note(userManagement.getUserByExternalId(mark))
  await note(userManagement.updateUser({ userId: user.id, lastName: 'Lovelace' }))
  await note(userManagement.getUser('user_01H00000000000000000000000'))
  const list = await note(userManagement.listUsers({ email }))
  await note(list.autoPagination())

  const organization = await note(
    organizations.createOrganization({
      name: 'Acme',
      externalId: mark,
      domainData: [{ domain: `${mark}.example.org`, state: 'pending' as never }],
    }),
  )
  await note(organizations.getOrganizationByExternalId(mark))
  await note(organizations.updateOrganization({ organization: organization.id, name: 'Acme Ltd' }))
  await note(organizations.listOrganizations({ domains: [`${mark}.example.org`] }))
  await note(authorization.listEnvironmentRoles())
  const membership = await note(
    userManagement.createOrganizationMembership({
      userId: user.id,
      organizationId: organization.id,
      roleSlug: 'admin',
    }),
  )
  await note(userManagement.listOrganizationMemberships({ organizationId: organization.id }))
  await note(userManagement.deactivateOrganizationMembership(membership.id))
  await note(userManagement.reactivateOrganizationMembership(membership.id))

  const signIn = { clientId: platform.clientId, email, password }
  await note(userManagement.authenticateWithPassword({ ...signIn, password: 'not this one' }))
  const signedIn = await note(
    userManagement.authenticateWithPassword({
      ...signIn,
      session: { sealSession: true, cookiePassword },
    }),
  )
  const sessionData = signedIn.sealedSession as string
  const session = userManagement.loadSealedSession({ sessionData, cookiePassword })
  await note(session.authenticate())
  await note(session.refresh())
  await note(userManagement.listSessions(user.id))
  await note(userManagement.createMagicAuth({ email }))
  const invitation = await note(userManagement.sendInvitation({ email: `${mark}-2@example.com` }))
  await note(userManagement.revokeInvitation(invitation.id))
  await note(userManagement.revokeInvitation(invitation.id))
  await note(organizations.deleteOrganization(organization.id))
  await note(userManagement.deleteUser(user.id))
  await note(userManagement.deleteUser(user.id))
  return told
}

/** An outcome as JSON, or an exception by what applications decide by, without what is made anew. */
function comparable(outcome: unknown, mark: string): unknown {
  const plain =
    outcome instanceof Error
      ? { ...outcome, name: outcome.name, message: outcome.message, requestID: undefined }
      : (outcome ?? null)
  const listed =
    typeof plain === 'object' && plain !== null && 'autoPagination' in plain
      ? { data: (plain as unknown as { data: unknown }).data }
      : plain
  return JSON.parse(
    JSON.stringify(listed, (key, value) => {
      if (/^(accessToken|refreshToken|sealedSession|code|token|verificationToken)$/.test(key)) {
        return typeof value === 'string' && value.length > 0 ? 'a secret' : value
      }
      return value
    })
      .replaceAll(mark, 'mark')
      .replace(/([a-z_]+)_[0-9A-HJKMNP-TV-Z]{26}/g, '$1')
      .replace(/(workos|latchkey)-node\/[\d.]+/, 'an SDK')
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'a moment')
      .replace(/(invitation_token=|verification-)[\w-]+/g, '$1…'),
  )
}

test('both SDKs see the same of a running Latchkey', async () => {
  const official = await tell(OfficialWorkOS, 'official')
  const ours = await tell(OurWorkOS as unknown as typeof OfficialWorkOS, 'ours')
  expect(official.length).toBeGreaterThan(25)
  expect(ours).toEqual(official)
})
