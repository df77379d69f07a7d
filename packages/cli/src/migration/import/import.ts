import type { Output } from '../../terminal/output.ts'
import type { Plan } from '../plan.ts'
import type { Checkpoint } from './checkpoint.ts'
import { bringMembership } from './memberships.ts'
import { bringOrganization, readOrganizations } from './organizations.ts'
import type { PatientPlatform } from './patient-platform.ts'
import { bringPermission, bringRole } from './roles.ts'
import { type Bringable, runStage, type Stage, type Tally } from './stage.ts'
import { bringTotpSecret, bringUser, createUsers, sendPasswordReset } from './users.ts'

interface Importing {
  platform: PatientPlatform
  checkpoint: Checkpoint
  output: Output
  /** Write to everybody who comes without a password. */
  sendPasswordResets: boolean
}

export type Tallies = Record<string, Tally>

/** Brings everything in, each kind after those that it needs. */
export async function importPlan(importing: Importing, plan: Plan): Promise<Tallies> {
  const { platform, checkpoint, output } = importing
  const organizations = await readOrganizations(platform)
  const users = createUsers(platform, checkpoint, plan.users)
  const run = <Item extends Bringable>(stage: Stage<Item>) => runStage(stage, checkpoint, output)
  const rolesOf = (isOfOrganization: boolean) =>
    run({
      kind: 'role',
      title: isOfOrganization ? 'Roles of organizations' : 'Roles',
      items: plan.roles.filter(({ organization }) => (organization !== null) === isOfOrganization),
      bring: (role) => bringRole(platform, organizations, role),
    })

  const permissions = await run({
    kind: 'permission',
    title: 'Permissions',
    items: plan.permissions,
    bring: (permission) => bringPermission(platform, permission),
  })
  const environmentRoles = await rolesOf(false)
  const organizationsTally = await run({
    kind: 'organization',
    title: 'Organizations',
    items: plan.organizations,
    bring: (organization) => bringOrganization(platform, organizations, organization),
  })
  const organizationRoles = await rolesOf(true)
  const usersTally = await run({
    kind: 'user',
    title: 'Users',
    items: plan.users,
    bring: (user) => bringUser(platform, user),
  })
  const memberships = await run({
    kind: 'membership',
    title: 'Memberships',
    items: plan.memberships,
    bring: (membership) => bringMembership(platform, users, organizations, membership),
  })
  const totpSecrets = await run({
    kind: 'totp_secret',
    title: 'Authenticator apps',
    items: plan.totpSecrets,
    bring: (secret) => bringTotpSecret(platform, users, secret),
  })
  const passwordResets = await run({
    kind: 'password_reset',
    title: 'Mails',
    items: importing.sendPasswordResets ? withoutPassword(plan, usersTally) : [],
    bring: (user) => sendPasswordReset(platform, user),
  })
  return {
    permissions,
    roles: both(environmentRoles, organizationRoles),
    organizations: organizationsTally,
    users: usersTally,
    memberships,
    totp_secrets: totpSecrets,
    password_resets: passwordResets,
  }
}

function withoutPassword({ users }: Plan, { refused }: Tally) {
  const rows = new Set(refused.map(({ row }) => row))
  return users.filter(({ row, body }) => !rows.has(row) && !body.password && !body.password_hash)
}

const both = (one: Tally, other: Tally): Tally => ({
  created: one.created + other.created,
  existing: one.existing + other.existing,
  refused: [...one.refused, ...other.refused],
})
