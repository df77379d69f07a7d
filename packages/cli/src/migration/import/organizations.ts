import type { OrganizationReference, PlannedOrganization } from '../plan.ts'
import { pagesOf } from './pages.ts'
import type { PatientPlatform } from './patient-platform.ts'
import { type Outcome, refusedBy } from './stage.ts'

interface WireOrganization {
  id: string
  name: string
  external_id: string | null
}

/** The organizations of the platform, as rows name them. */
export interface Organizations {
  find(reference: OrganizationReference): string | undefined
  add(organization: WireOrganization): void
}

/** All are read once: to find one by its name there is no other way. */
export async function readOrganizations(platform: PatientPlatform): Promise<Organizations> {
  const ids = new Map<string, string>()
  const organizations: Organizations = {
    find({ id, externalId, name }) {
      const known = id || externalId
      if (known) return ids.get(`id ${id}`) ?? ids.get(`external ${externalId || id}`)
      return ids.get(`name ${name}`)
    },
    add({ id, name, external_id: externalId }) {
      ids.set(`id ${id}`, id)
      ids.set(`name ${name}`, id)
      if (externalId) ids.set(`external ${externalId}`, id)
    },
  }
  for await (const organization of pagesOf<WireOrganization>(platform, '/organizations')) {
    organizations.add(organization)
  }
  return organizations
}

/** Its own id elsewhere becomes its external id, unless it has one: references to it stay good. */
export async function bringOrganization(
  platform: PatientPlatform,
  organizations: Organizations,
  { organization, domains, metadata }: PlannedOrganization,
): Promise<Outcome> {
  const there = organizations.find(organization)
  if (there) return { is: 'existing', id: there }
  const answer = await platform.ask<WireOrganization>('POST', '/organizations', {
    body: {
      name: organization.name,
      external_id: organization.externalId || organization.id || undefined,
      domain_data: domains.map((domain) => ({ domain, state: 'verified' })),
      metadata,
    },
  })
  if (!answer.ok) return refusedBy(answer)
  organizations.add(answer.body)
  return { is: 'created', id: answer.body.id }
}
