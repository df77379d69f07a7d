/**
 * The neutral form of what one authentication system hands over to another: the CSV files of the
 * migration package that WorkOS publishes. Every source is brought into it, everything that was
 * refused is given back in it, and `latchkey export` writes it. Ids, times, `password_salt_position`,
 * `name` and what else WorkOS has no column for are ours; who does not know them may leave them out.
 */
export const tables = {
  roles: {
    file: 'role_definitions.csv',
    columns: ['role_slug', 'role_name', 'role_type', 'permissions', 'org_id', 'org_external_id'],
  },
  organizations: {
    file: 'organizations.csv',
    columns: [
      'org_id',
      'org_external_id',
      'org_name',
      'domains',
      'metadata',
      'stripe_customer_id',
      'created_at',
      'updated_at',
    ],
  },
  users: {
    file: 'users.csv',
    columns: [
      'email',
      'password',
      'password_hash',
      'password_hash_type',
      'password_salt_position',
      'first_name',
      'last_name',
      'name',
      'email_verified',
      'external_id',
      'metadata',
      'org_id',
      'org_external_id',
      'org_name',
      'role_slugs',
      'user_id',
      'locale',
      'profile_picture_url',
      'last_sign_in_at',
      'created_at',
      'updated_at',
    ],
  },
  memberships: {
    file: 'organization_memberships.csv',
    columns: [
      'email',
      'external_id',
      'user_id',
      'org_id',
      'org_external_id',
      'org_name',
      'role_slugs',
      'metadata',
      'membership_id',
      'status',
      'created_at',
      'updated_at',
    ],
  },
  assignments: {
    file: 'user_role_assignments.csv',
    columns: ['email', 'user_id', 'external_id', 'role_slug', 'org_id', 'org_external_id'],
  },
  totpSecrets: {
    file: 'totp_secrets.csv',
    columns: ['email', 'totp_secret', 'totp_issuer', 'totp_user'],
  },
} as const

export type TableName = keyof typeof tables
export const tableNames = Object.keys(tables) as TableName[]

/** One row of a table, and where it stood in what the person gave us. */
export interface Row {
  table: TableName
  file: string
  /** In a JSON list, which one it is. */
  line: number
  /** By column. What is not there is empty. */
  values: Record<string, string>
}

/** Why a row cannot be used. */
export interface Problem {
  row: Row
  column?: string
  code: string
  message: string
}

/** All that a source has to give. */
export interface Extract {
  rows: Row[]
  /** What was found wrong while reading. Their rows are not among `rows`. */
  problems: Problem[]
  /** What does not come along, in sentences. */
  notes: string[]
  /** What this extract is of, where its rows may be others at the next reading. */
  identity?: string
}

export const emptyExtract = (): Extract => ({ rows: [], problems: [], notes: [] })

/** A cell, without the space around it; empty where there is none. */
export const cell = (row: Row, column: string) => row.values[column]?.trim() ?? ''

/** What stands in one cell and means several: `admin, billing` or `admin;billing`. */
export const listIn = (text: string) =>
  text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean)

/** How a row names an organization, whatever it does it by. */
export const organizationKey = (row: Row) =>
  cell(row, 'org_external_id') || cell(row, 'org_id') || cell(row, 'org_name')
