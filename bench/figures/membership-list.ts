import { idOf, seedMembers, seedUsers } from '../servers/many-rows.ts'
import type { Scale } from './scale.ts'

const organizationId = idOf('org', 1)
const list = `/user_management/organization_memberships?organization_id=${organizationId}`

/** Pages of one organization's members: the first, and a hundred from everywhere between. */
export const membershipList: Scale = {
  figure: 'membership-list',
  async seed(client, rows) {
    await seedUsers(client, rows)
    await seedMembers(client, organizationId, rows)
  },
  paths(rows) {
    const cursors = Array.from({ length: 100 }, (_, place) => Math.ceil(((place + 1) * rows) / 101))
    return [list, ...cursors.map((number) => `${list}&after=${idOf('om', number)}`)]
  },
}
