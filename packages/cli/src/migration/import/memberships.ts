import { keyOfOrganization, keyOfUser, type PlannedMembership } from '../plan.ts'
import type { Organizations } from './organizations.ts'
import type { PatientPlatform } from './patient-platform.ts'
import { type Outcome, refused, refusedBy } from './stage.ts'
import type { Users } from './users.ts'

export async function bringMembership(
  platform: PatientPlatform,
  users: Users,
  organizations: Organizations,
  { user, organization, roles }: PlannedMembership,
): Promise<Outcome> {
  const organizationId = organizations.find(organization)
  if (!organizationId) {
    const key = keyOfOrganization(organization).replace(/^name:/, '')
    return refused('organization_not_found', `The platform has no organization ${key}.`)
  }
  const userId = await users.find(user)
  if (!userId) return refused('user_not_found', `The platform has no user ${keyOfUser(user)}.`)
  const answer = await platform.ask<{ id: string }>(
    'POST',
    '/user_management/organization_memberships',
    {
      body: {
        user_id: userId,
        organization_id: organizationId,
        ...(roles.length === 1 && { role_slug: roles[0] }),
        ...(roles.length > 1 && { role_slugs: roles }),
      },
    },
  )
  if (answer.ok) return { is: 'created', id: answer.body.id }
  if (answer.codes.includes('organization_membership_already_exists')) {
    return { is: 'existing', id: `${userId} ${organizationId}` }
  }
  return refusedBy(answer)
}
