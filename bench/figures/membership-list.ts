import { idOf, seedMembers, seedUsers } from '../servers/many-rows.ts'
import { spread } from './many-users.ts'
import type { Scale } from './scale.ts'

const organizationId = idOf('org', 1)
const list = `/user_management/organization_memberships?organization_id=${organizationId}`

/** Pages of one organization's members: the first, and a hundred from everywhere between. */
export const membershipList: Scale = {
  async seed(client, rows) {
    await seedUsers(client, rows)
    await seedMembers(client, organizationId, rows)
  },
  figures: [
    {
      figure: 'membership-list',
      traffic: (rows) => ({
        kind: 'get',
        paths: [list, ...spread(rows).map((number) => `${list}&after=${idOf('om', number)}`)],
      }),
    },
  ],
}
