import { externalIdBeside } from '../kept-id.ts'
import type { OrganizationReference, PlannedOrganization } from '../plan.ts'
import { pagesOf } from './pages.ts'
import type { PatientPlatform } from './patient-platform.ts'
import { type Outcome, refused, refusedBy } from './stage.ts'

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
  const externalIds = new Map<string, string>()
  /** Another organization may have the id: what is of this one must not become a part of that. */
  const isSame = (id: string, externalId: string) => {
    if (!ids.has(`id ${id}`)) return false
    return externalIdBeside(id, externalId) === (externalIds.get(id) ?? '') || externalId === ''
  }
  const organizations: Organizations = {
    find({ id, externalId, name }) {
      const known = id || externalId
      if (!known) return ids.get(`name ${name}`)
      return isSame(id, externalId) ? id : ids.get(`external ${externalId || id}`)
    },
    add({ id, name, external_id: externalId }) {
      ids.set(`id ${id}`, id)
      ids.set(`name ${name}`, id)
      if (!externalId) return
      ids.set(`external ${externalId}`, id)
      externalIds.set(id, externalId)
    },
  }
  for await (const organization of pagesOf<WireOrganization>(platform, '/organizations')) {
    organizations.add(organization)
  }
  return organizations
}

/** An id of elsewhere that is not kept becomes the external id, unless there is one. */
export async function bringOrganization(
  platform: PatientPlatform,
  organizations: Organizations,
  { organization, kept, domains, metadata }: PlannedOrganization,
): Promise<Outcome> {
  const there = organizations.find(organization)
  if (there && kept && there !== kept.id) return underAnotherId(there, kept.id)
  if (there) return { is: 'existing', id: there }
  const path = kept ? '/latchkey/imports/organizations' : '/organizations'
  const externalId = kept
    ? externalIdBeside(kept.id, organization.externalId)
    : organization.externalId || organization.id
  const answer = await platform.ask<WireOrganization>('POST', path, {
    body: {
      ...kept,
      name: organization.name,
      external_id: externalId || undefined,
      domain_data: domains.map((domain) => ({ domain, state: 'verified' })),
      metadata,
    },
  })
  if (!answer.ok) return refusedBy(answer)
  organizations.add(answer.body)
  return { is: 'created', id: answer.body.id }
}

const underAnotherId = (there: string, wanted: string): Outcome =>
  refused(
    'organization_not_available',
    `The platform has this organization under the id ${there}, not ${wanted}.`,
  )
