import { keyOfUser, type PlannedTotpSecret, type PlannedUser, type UserReference } from '../plan.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { Answer, PatientPlatform } from './patient-platform.ts'
import { type Outcome, refused, refusedBy } from './stage.ts'

interface WireUser {
  id: string
  email: string
  external_id: string | null
}

/** Finds people of the platform as rows name them. */
export interface Users {
  find(reference: UserReference): Promise<string | undefined>
}

/** Those of this migration are in its checkpoint; others the platform is asked for. */
export function createUsers(
  platform: PatientPlatform,
  checkpoint: Checkpoint,
  planned: PlannedUser[],
): Users {
  const keys = new Map(planned.map(({ externalId, key }) => [externalId, key]))
  return {
    async find(reference) {
      const { id, email, externalId } = reference
      const key = email.toLowerCase() || keys.get(externalId || id)
      const known = key && checkpoint.find('user', key)
      if (known) return known
      const found =
        (email && (await findByEmail(platform, email))) ||
        (externalId && (await findByExternalId(platform, externalId))) ||
        // Somebody else may have the id of whoever has this address.
        (id && !email && (await findById(platform, id)))
      return found ? found.id : undefined
    },
  }
}

/** A user of the same address and the same external id is the same user: a migration may run twice. */
export async function bringUser(platform: PatientPlatform, user: PlannedUser): Promise<Outcome> {
  const { id, body, email, externalId } = user
  const path = id ? '/latchkey/imports/users' : '/user_management/users'
  const answer = await platform.ask<WireUser>('POST', path, { body })
  if (answer.ok) return { is: 'created', id: answer.body.id }
  if (id) return whyNotKept(platform, user, answer)
  if (answer.codes.includes('email_not_available')) {
    const there = await findByEmail(platform, email)
    if (there && (there.external_id ?? '') === externalId) return { is: 'existing', id: there.id }
    return refused(
      'email_not_available',
      'The platform has a user with this address, and not with this external_id.',
    )
  }
  if (answer.codes.includes('external_id_already_used')) {
    const there = await findByExternalId(platform, externalId)
    const isSame = there?.email.toLowerCase() === email.toLowerCase()
    if (there && isSame) return { is: 'existing', id: there.id }
  }
  return refusedBy(answer)
}

/** What is there under the id is the same person, or the id, the address or the external id is taken. */
async function whyNotKept(
  platform: PatientPlatform,
  { id, email, externalId }: PlannedUser,
  refusal: Extract<Answer<unknown>, { ok: false }>,
): Promise<Outcome> {
  const isTaken = ['id_not_available', 'email_not_available', 'external_id_already_used'].some(
    (code) => refusal.codes.includes(code),
  )
  if (!isTaken) return refusedBy(refusal)
  const there = await findById(platform, id)
  if (!there) {
    const message = `The platform has a user with this address or external_id under another id than ${id}.`
    return refused('user_not_available', message)
  }
  const isSame =
    there.email.toLowerCase() === email.toLowerCase() && (there.external_id ?? '') === externalId
  if (isSame) return { is: 'existing', id }
  const message = `The platform has the id ${id} with another address or external_id.`
  return refused('id_not_available', message)
}

/** Who has an authenticator app there keeps that one. */
export async function bringTotpSecret(
  platform: PatientPlatform,
  users: Users,
  { user, body }: PlannedTotpSecret,
): Promise<Outcome> {
  const id = await users.find(user)
  if (!id) return refused('user_not_found', `The platform has no user ${keyOfUser(user)}.`)
  const path = `/user_management/users/${id}/auth_factors`
  const factors = await platform.ask<{ data: { type: string; id: string }[] }>('GET', path)
  if (!factors.ok) return refusedBy(factors)
  const there = factors.body.data.find(({ type }) => type === 'totp')
  if (there) return { is: 'existing', id: there.id }
  const made = await platform.ask<{ authentication_factor: { id: string } }>('POST', path, { body })
  return made.ok ? { is: 'created', id: made.body.authentication_factor.id } : refusedBy(made)
}

/** Sends the person a link to choose a password by. */
export async function sendPasswordReset(
  platform: PatientPlatform,
  { email }: PlannedUser,
): Promise<Outcome> {
  const answer = await platform.ask<{ id: string }>('POST', '/user_management/password_reset', {
    body: { email },
  })
  return answer.ok ? { is: 'created', id: answer.body.id } : refusedBy(answer)
}

async function findByEmail(platform: PatientPlatform, email: string) {
  const answer = await platform.ask<{ data: WireUser[] }>('GET', '/user_management/users', {
    query: { email, limit: 1 },
  })
  return answer.ok ? answer.body.data[0] : undefined
}

const findByExternalId = async (platform: PatientPlatform, externalId: string) =>
  bodyOf(
    await platform.ask<WireUser>(
      'GET',
      `/user_management/users/external_id/${encodeURIComponent(externalId)}`,
    ),
  )

const findById = async (platform: PatientPlatform, id: string) =>
  bodyOf(await platform.ask<WireUser>('GET', `/user_management/users/${encodeURIComponent(id)}`))

const bodyOf = <Body>(answer: Answer<Body>) => (answer.ok ? answer.body : undefined)
