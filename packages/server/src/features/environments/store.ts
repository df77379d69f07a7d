import type { Selectable } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { Tables } from '../../db/tables.ts'
import type { AuthenticationSettings, Environment } from './environment.ts'

type Row = Selectable<Tables['environments']>

export async function findEnvironment(db: Database, id: string): Promise<Environment | null> {
  const row = await db
    .selectFrom('environments')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function listEnvironments(db: Database): Promise<Environment[]> {
  const rows = await db.selectFrom('environments').selectAll().orderBy('id').execute()
  return rows.map(fromRow)
}

export async function insertEnvironment(
  db: Database,
  values: { id: string; kind: Environment['kind']; name: string; now: Date },
): Promise<void> {
  await db
    .insertInto('environments')
    .values({
      id: values.id,
      kind: values.kind,
      name: values.name,
      sign_up_enabled: values.kind !== 'system',
      magic_auth_enabled: values.kind !== 'system',
      created_at: values.now,
      updated_at: values.now,
    })
    .onConflict((conflict) => conflict.column('kind').doNothing())
    .execute()
}

export async function updateSettings(
  db: Database,
  id: string,
  settings: AuthenticationSettings,
  now: Date,
): Promise<void> {
  await db
    .updateTable('environments')
    .set({
      sign_up_enabled: settings.signUpEnabled,
      sign_up_names_required: settings.signUpNamesRequired,
      mfa_policy: settings.mfaPolicy,
      magic_auth_enabled: settings.magicAuthEnabled,
      password_minimum_length: settings.password.minimumLength,
      password_minimum_strength: settings.password.minimumStrength,
      password_reject_breached: settings.password.rejectBreached,
      access_token_lifetime_seconds: settings.sessions.accessTokenLifetimeSeconds,
      session_maximum_lifetime_seconds: settings.sessions.maximumLifetimeSeconds,
      session_inactivity_timeout_seconds: settings.sessions.inactivityTimeoutSeconds,
      updated_at: now,
    })
    .where('id', '=', id)
    .execute()
}

export async function updateMultipleRoles(
  db: Database,
  id: string,
  enabled: boolean,
  now: Date,
): Promise<void> {
  await db
    .updateTable('environments')
    .set({ multiple_roles_enabled: enabled, updated_at: now })
    .where('id', '=', id)
    .execute()
}

function fromRow(row: Row): Environment {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    multipleRolesEnabled: row.multiple_roles_enabled,
    settings: {
      signUpEnabled: row.sign_up_enabled,
      signUpNamesRequired: row.sign_up_names_required,
      mfaPolicy: row.mfa_policy,
      magicAuthEnabled: row.magic_auth_enabled,
      password: {
        minimumLength: row.password_minimum_length,
        minimumStrength: row.password_minimum_strength,
        rejectBreached: row.password_reject_breached,
      },
      sessions: {
        accessTokenLifetimeSeconds: row.access_token_lifetime_seconds,
        maximumLifetimeSeconds: row.session_maximum_lifetime_seconds,
        inactivityTimeoutSeconds: row.session_inactivity_timeout_seconds,
      },
    },
  }
}
