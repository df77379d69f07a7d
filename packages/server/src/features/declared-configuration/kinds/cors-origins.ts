import { getDefaultApplication } from '../../applications/application.ts'
import {
  type CorsOrigin,
  createCorsOrigin,
  listCorsOrigins,
} from '../../cors-origins/cors-origin.ts'
import { defineKind, type World } from '../kind.ts'

export const corsOriginsKind = defineKind<{ origin: string }, CorsOrigin>({
  noun: 'cors_origin',
  keyOf: ({ origin }) => origin,
  declaredIn: ({ cors_origins: origins = [] }) =>
    origins.map((origin, index) => ({ item: { origin }, at: ['cors_origins', index] })),

  async find({ deps, environment }, { origin }) {
    const application = await getDefaultApplication(deps, environment.id)
    const present = await listCorsOrigins(deps, application)
    return present.find((corsOrigin) => corsOrigin.origin === origin) ?? null
  },

  describe: () => ({}),

  async create({ deps, environment }, { origin }) {
    const application = await getDefaultApplication(deps, environment.id)
    await createCorsOrigin(deps, { environment, application }, origin)
  },
})

export async function exportCorsOrigins({ deps, environment }: World): Promise<string[]> {
  const application = await getDefaultApplication(deps, environment.id)
  const origins = await listCorsOrigins(deps, application)
  return origins.map(({ origin }) => origin).sort()
}
