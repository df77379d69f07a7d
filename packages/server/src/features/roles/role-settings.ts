import { inTransaction } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { invalidRequestParameters, notFound } from '../../errors/errors.ts'
import { allowMultipleRoles, type Environment } from '../environments/environment.ts'
import { listRoles, type Role, type RoleScope } from './role.ts'
import * as store from './store.ts'

/** What the dashboard arranges: the order of the roles and which of them is the default. */
export interface RoleArrangement {
  defaultRoleSlug?: string | undefined
  /** Every slug of the scope, the highest first. */
  priority?: string[] | undefined
}

export interface RoleSettings {
  /** The highest first. */
  roles: Role[]
  multipleRolesEnabled: boolean
}

export async function getRoleSettings(
  deps: Deps,
  environment: Environment,
  organizationId: string | null,
): Promise<RoleSettings> {
  const roles = await listRoles(deps, { environmentId: environment.id, organizationId })
  return { roles, multipleRolesEnabled: environment.multipleRolesEnabled }
}

/** Several roles are allowed, or not, to the whole environment; the rest is said of one organization, too. */
export async function updateRoleSettings(
  deps: Deps,
  environment: Environment,
  organizationId: string | null,
  changes: RoleArrangement & { multipleRolesEnabled?: boolean | undefined },
): Promise<RoleSettings> {
  const { multipleRolesEnabled = environment.multipleRolesEnabled, ...arrangement } = changes
  const roles = await arrangeRoles(
    deps,
    { environmentId: environment.id, organizationId },
    arrangement,
  )
  if (multipleRolesEnabled !== environment.multipleRolesEnabled) {
    await allowMultipleRoles(deps, environment.id, multipleRolesEnabled)
  }
  return { roles, multipleRolesEnabled }
}

async function arrangeRoles(
  deps: Deps,
  scope: RoleScope,
  arrangement: RoleArrangement,
): Promise<Role[]> {
  // Its organization, if any, must exist before anything is locked.
  await listRoles(deps, scope)
  const now = deps.clock.now()
  return inTransaction(deps.db, async (transaction) => {
    await store.lockAll(transaction, scope.environmentId)
    const roles = await store.list(transaction, scope)
    const idOf = new Map(roles.map(({ slug, id }) => [slug, id]))
    const { defaultRoleSlug, priority } = arrangement
    if (defaultRoleSlug !== undefined) {
      const id = idOf.get(defaultRoleSlug)
      if (id === undefined) throw notFound('Role', defaultRoleSlug)
      await store.setDefault(transaction, scope, id, now)
    }
    if (priority !== undefined) {
      const ids = priority.flatMap((slug) => idOf.get(slug) ?? [])
      const namesEachOnce = new Set(ids).size === roles.length && priority.length === roles.length
      if (!namesEachOnce) throw incomplete()
      await store.setOrder(transaction, scope, ids, now)
    }
    return store.list(transaction, scope)
  })
}

const incomplete = () =>
  invalidRequestParameters([
    {
      code: 'invalid_priority',
      message: 'priority must name every role once, the highest first.',
      field: 'priority',
    },
  ])
