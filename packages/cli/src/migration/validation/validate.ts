import { cell, type Problem, type Row, type TableName } from '../tables.ts'
import { type Check, type Report, Seen } from './fields.ts'
import {
  checkMembership,
  checkOrganization,
  checkOrganizationNamed,
  checkPerson,
  checkRole,
} from './organizations.ts'
import { checkTotpSecret, checkUser } from './users.ts'

/**
 * Everything that can be found wrong with rows before anything is sent, in one pass over all of
 * them. What only the platform knows, such as an address that somebody has there, it says itself.
 */
export function validate(rows: Row[]): Problem[] {
  const problems: Problem[] = []
  const seen = new Seen()
  for (const row of rows) {
    const report: Report = (column, code, message) => problems.push({ row, column, code, message })
    checks[row.table](row, report, seen)
  }
  return problems
}

const checks: Record<TableName, Check> = {
  roles: checkRole,
  organizations: checkOrganization,
  users: checkUser,
  memberships: checkMembership,
  assignments: (row, report) => {
    checkPerson(row, report)
    checkOrganizationNamed(row, report)
    if (!cell(row, 'role_slug')) report('role_slug', 'role_required', 'Name the role.')
  },
  totpSecrets: checkTotpSecret,
}
