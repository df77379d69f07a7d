import { cell, listIn, organizationKey, type Row } from '../tables.ts'
import {
  checkExternalId,
  checkMetadata,
  checkMoments,
  place,
  type Report,
  type Seen,
} from './fields.ts'

export function checkRole(row: Row, report: Report, seen: Seen): void {
  const slug = cell(row, 'role_slug')
  const type = cell(row, 'role_type') || 'environment'
  const owner = cell(row, 'org_external_id') || cell(row, 'org_id')
  for (const [column, value] of [['role_slug', slug], ...permissionsOf(row)] as const) {
    if (!/^[a-z0-9_:.*-]{1,48}$/.test(value)) {
      report(column, 'invalid_slug', `"${value}" is no slug: 1 to 48 of a–z, 0–9 and _ : . * -`)
    }
  }
  if (type !== 'environment' && type !== 'organization') {
    report('role_type', 'invalid_role_type', `The type must be environment or organization.`)
  }
  if (type === 'organization' && !owner) {
    report('org_external_id', 'organization_required', 'Name the organization that has this role.')
  }
  if (cell(row, 'role_name').length > 48) {
    report('role_name', 'name_too_long', 'The name of a role has 48 characters at most.')
  }
  const first = seen.before('role', `${owner} ${slug}`, row)
  if (first) report('role_slug', 'duplicate', `This role stands in ${place(first)} already.`)
}

const permissionsOf = (row: Row) =>
  listIn(cell(row, 'permissions')).map((slug) => ['permissions', slug] as const)

export function checkOrganization(row: Row, report: Report, seen: Seen): void {
  const name = cell(row, 'org_name')
  if (name === '') report('org_name', 'name_required', 'An organization needs a name.')
  if (name.length > 256) report('org_name', 'name_too_long', 'A name has 256 characters at most.')
  checkExternalId(row, 'org_external_id', report)
  const key = cell(row, 'org_external_id') || cell(row, 'org_id') || name
  const first = seen.before('organization', key, row)
  if (first) {
    report('org_external_id', 'duplicate', `This organization stands in ${place(first)} already.`)
  }
  for (const domain of listIn(cell(row, 'domains'))) {
    if (!/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i.test(domain)) {
      report('domains', 'invalid_domain', `"${domain}" is no domain.`)
    }
    const owner = seen.before('domain', domain.toLowerCase(), row)
    if (owner) report('domains', 'duplicate', `${domain} stands in ${place(owner)} already.`)
  }
  checkMetadata(row, report)
  checkMoments(row, ['created_at', 'updated_at'], report)
}

export function checkPerson(row: Row, report: Report): void {
  if (cell(row, 'email') || cell(row, 'external_id') || cell(row, 'user_id')) return
  report('email', 'user_required', 'Name the person: email, external_id or user_id.')
}

export function checkMembership(row: Row, report: Report, seen: Seen): void {
  checkPerson(row, report)
  checkOrganizationNamed(row, report)
  if (!/^(active|inactive|)$/.test(cell(row, 'status'))) {
    report('status', 'invalid_status', 'Write active or inactive.')
  }
  const first = seen.before('membership_id', cell(row, 'membership_id'), row)
  if (first) report('membership_id', 'duplicate', `${place(first)} has this id already.`)
  checkMoments(row, ['created_at', 'updated_at'], report)
}

export function checkOrganizationNamed(row: Row, report: Report): void {
  if (organizationKey(row)) return
  report('org_external_id', 'organization_required', 'Name the organization.')
}
