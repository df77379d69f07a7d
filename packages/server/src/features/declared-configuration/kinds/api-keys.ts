import { Type } from '@fastify/type-provider-typebox'
import { createApiKey, findApiKeyByValue } from '../../api-keys/api-key.ts'
import { type Change, DeclarationError, defineKind } from '../kind.ts'

/** Keys whose value is known before the first start, as applications are configured with it. */
export const apiKeysKind = defineKind({
  schema: Type.Array(
    Type.Object(
      {
        name: Type.String({ minLength: 1 }),
        value: Type.String({ pattern: '^sk_\\w{16,}$' }),
      },
      { additionalProperties: false },
    ),
  ),

  async plan(deps, environment, declared, at) {
    const changes: Change[] = []
    for (const [index, { name, value }] of declared.entries()) {
      const present = await findApiKeyByValue(deps, value)
      const isElsewhere = present && present.environmentId !== environment.id
      if (isElsewhere) {
        throw new DeclarationError([...at, index, 'value'], 'Another environment has this key.')
      }
      if (!present) {
        changes.push({
          summary: `+ API key ${name}`,
          at: [...at, index],
          apply: () => createApiKey(deps, environment, name, value),
        })
      }
    }
    return changes
  },
})
