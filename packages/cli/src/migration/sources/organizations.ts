import type { Row } from '../tables.ts'
import { objectsIn, type SourceFile } from './files.ts'
import { metadataCell } from './metadata-cell.ts'

/** How a system names what every system has. */
interface OrganizationShape {
  /** The name that the list may stand under, beside the usual ones. */
  list?: string
  id?(organization: Any): string
  name(organization: Any): string
  members(organization: Any): Any[]
  /** Who it is, in the words of users' rows. */
  userId(member: Any): string
  email(member: Any): string
  roles(member: Any): string[]
}

// biome-ignore lint/suspicious/noExplicitAny: as in files.ts.
type Any = any

/** A JSON list of organizations, each with its members, as rows. */
export function organizationRows(file: SourceFile, shape: OrganizationShape): Row[] {
  const names = ['organizations', 'data', ...(shape.list ? [shape.list] : [])]
  return objectsIn(file, names).flatMap(({ line, value }) => {
    const place = { file: file.name, line }
    const id = String((shape.id ? shape.id(value) : value.id) ?? '')
    const organization: Row = {
      table: 'organizations',
      ...place,
      values: {
        org_external_id: id,
        org_name: shape.name(value) ?? '',
        domains: (value.domains ?? []).map(domainName).join(','),
        metadata: metadataCell(value.metadata, value.public_metadata),
      },
    }
    const memberships = shape.members(value).map(
      (member): Row => ({
        table: 'memberships',
        ...place,
        values: {
          email: shape.email(member) ?? '',
          external_id: shape.userId(member) ?? '',
          org_external_id: id,
          role_slugs: shape.roles(member).join(','),
        },
      }),
    )
    return [organization, ...memberships]
  })
}

const domainName = (domain: Any) => (typeof domain === 'string' ? domain : (domain.domain ?? ''))

/** Each role that members hold, once: permissions are given to them in the dashboard. */
export function rolesHeld(memberships: Row[]): Row[] {
  const held = new Map<string, Row>()
  for (const { file, line, values } of memberships) {
    for (const slug of (values.role_slugs ?? '').split(',').filter(Boolean)) {
      const row = { role_slug: slug, role_name: slug, role_type: 'environment' }
      if (!held.has(slug)) held.set(slug, { table: 'roles', file, line, values: row })
    }
  }
  return [...held.values()]
}

/** The name of a role as a slug: `Billing Admin` is `billing-admin`. */
export const slugOf = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9_:.*-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48)
