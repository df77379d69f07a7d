import { keyOfOrganization, keyOfUser, type PlannedMembership } from '../plan.ts'
import type { Organizations } from './organizations.ts'
import type { PatientPlatform } from './patient-platform.ts'
import { type Outcome, refused, refusedBy } from './stage.ts'
import type { Users } from './users.ts'

export async function bringMembership(
  platform: PatientPlatform,
  users: Users,
  organizations: Organizations,
  { user, organization, roles, isActive, kept }: PlannedMembership,
): Promise<Outcome> {
  // Made active first and then taken back, it would be active where a run is killed in between.
  if (!isActive && !kept) return refused('inactive_membership', inactive)
  const organizationId = organizations.find(organization)
  if (!organizationId) {
    const key = keyOfOrganization(organization).replace(/^name:/, '')
    return refused('organization_not_found', `The platform has no organization ${key}.`)
  }
  const userId = await users.find(user)
  if (!userId) return refused('user_not_found', `The platform has no user ${keyOfUser(user)}.`)
  const path = kept
    ? '/latchkey/imports/organization_memberships'
    : '/user_management/organization_memberships'
  const answer = await platform.ask<{ id: string }>('POST', path, {
    body: {
      ...kept,
      user_id: userId,
      organization_id: organizationId,
      ...(roles.length === 1 && { role_slug: roles[0] }),
      ...(roles.length > 1 && { role_slugs: roles }),
    },
  })
  if (answer.ok) return { is: 'created', id: answer.body.id }
  if (answer.codes.includes('organization_membership_already_exists')) {
    return { is: 'existing', id: `${userId} ${organizationId}` }
  }
  return refusedBy(answer)
}

const inactive =
  'The membership is inactive. It is brought only with its membership_id, and without --new-ids.'
