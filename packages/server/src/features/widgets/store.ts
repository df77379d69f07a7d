import { type Database, statement } from '../../db/database.ts'

const selectPermissions = statement<{ permissions: string[] }>(
  'widgets.find-permissions',
  `select array(
            select distinct permissions.slug
              from organization_membership_roles as held
              join role_permissions as given on given.environment_id = held.environment_id
                                            and given.role_id = held.role_id
              join permissions on permissions.environment_id = given.environment_id
                              and permissions.id = given.permission_id
             where held.environment_id = membership.environment_id
               and held.organization_membership_id = membership.id
             order by permissions.slug) as permissions
     from organization_memberships as membership
    where environment_id = $1 and user_id = $2 and organization_id = $3 and status = 'active'`,
)

/** What the roles of an active member permit; null when there is no such member. */
export async function findPermissions(
  db: Database,
  environmentId: string,
  userId: string,
  organizationId: string,
): Promise<string[] | null> {
  const [row] = await selectPermissions(db, [environmentId, userId, organizationId])
  return row?.permissions ?? null
}
