import { Type } from '@fastify/type-provider-typebox'
import { getDefaultApplication } from '../../applications/application.ts'
import { createCorsOrigin, listCorsOrigins } from '../../cors-origins/cors-origin.ts'
import { type Change, defineKind } from '../kind.ts'

export const corsOriginsKind = defineKind({
  schema: Type.Array(Type.String(), { uniqueItems: true }),

  async plan(deps, environment, declared, at) {
    const application = await getDefaultApplication(deps, environment.id)
    const present = await listCorsOrigins(deps, application)
    return declared.flatMap((origin, index): Change[] => {
      if (present.some((corsOrigin) => corsOrigin.origin === origin)) return []
      return [
        {
          summary: `+ CORS origin ${origin}`,
          at: [...at, index],
          apply: () => createCorsOrigin(deps, { environment, application }, origin),
        },
      ]
    })
  },
})
