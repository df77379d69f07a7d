import type { PlannedPermission, PlannedRole } from '../plan.ts'
import type { Organizations } from './organizations.ts'
import type { PatientPlatform } from './patient-platform.ts'
import { type Outcome, refused, refusedBy } from './stage.ts'

export async function bringPermission(
  platform: PatientPlatform,
  { slug }: PlannedPermission,
): Promise<Outcome> {
  const answer = await platform.ask('POST', '/authorization/permissions', {
    body: { slug, name: slug },
  })
  if (answer.ok) return { is: 'created', id: slug }
  return answer.status === 409 ? { is: 'existing', id: slug } : refusedBy(answer)
}

/** A role that is there keeps its permissions, and gets those that it lacks. */
export async function bringRole(
  platform: PatientPlatform,
  organizations: Organizations,
  { slug, name, permissions, organization }: PlannedRole,
): Promise<Outcome> {
  const organizationId = organization && organizations.find(organization)
  if (organization && !organizationId) {
    return refused('organization_not_found', 'The platform has no such organization.')
  }
  const path = organizationId
    ? `/authorization/organizations/${organizationId}/roles`
    : '/authorization/roles'
  const made = await platform.ask('POST', path, { body: { slug, name } })
  if (!made.ok && made.status !== 409) return refusedBy(made)
  for (const permission of permissions) {
    const body = { slug: permission }
    const given = await platform.ask('POST', `${path}/${encodeURIComponent(slug)}/permissions`, {
      body,
    })
    if (!given.ok) return refusedBy(given)
  }
  return { is: made.ok ? 'created' : 'existing', id: slug }
}
