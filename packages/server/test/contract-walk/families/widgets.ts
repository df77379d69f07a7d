import type { World } from '../../world.ts'
import { type Family, unknownOrganization } from '../case.ts'

/** A member of an organization, whom a token is for. */
async function insider({ organization, member }: World) {
  const { id: organization_id } = await organization()
  const { person } = await member(organization_id)
  return { user_id: person.user.id, organization_id }
}

const stranger = async ({ organization, user }: World) => ({
  user_id: (await user()).id,
  organization_id: (await organization()).id,
})

export const widgets: Family = {
  'POST /widgets/token': {
    201: async (world) => ({ body: await insider(world) }),
    400: async (world) => ({ body: await stranger(world) }),
    404: { body: { organization_id: unknownOrganization } },
    422: { body: {} },
  },
  'POST /client/token': {
    201: async (world) => ({ body: await insider(world) }),
    400: async (world) => ({ body: await stranger(world) }),
    404: async (world) => ({
      body: { ...(await stranger(world)), organization_id: unknownOrganization },
    }),
    422: { body: {} },
  },
}
