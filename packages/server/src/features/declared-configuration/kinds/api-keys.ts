import type { Static } from '@fastify/type-provider-typebox'
import { type ApiKey, createApiKey, lookUpApiKey } from '../../api-keys/api-key.ts'
import { DeclarationError, defineKind } from '../kind.ts'
import type { DeclaredApiKey } from '../wire.ts'

type Item = Static<typeof DeclaredApiKey>

/** Keys whose value is known before the first start, as applications are configured with it. */
export const apiKeysKind = defineKind<Item, ApiKey>({
  noun: 'api_key',
  keyOf: ({ name }) => name,
  declaredIn: ({ api_keys: items = [] }) =>
    items.map((item, index) => ({ item, at: ['api_keys', index] })),

  async find({ deps, environment }, { value }) {
    const present = await lookUpApiKey(deps, value)
    if (present && present.environmentId !== environment.id) {
      throw new DeclarationError('value', 'Another environment has this key.')
    }
    return present
  },

  describe: () => ({}),

  async create({ deps, environment, actor }, { name, value }) {
    if (actor?.source === 'api') {
      const message = 'An API key makes no API keys. Apply this as an owner, or at the start.'
      throw new DeclarationError('name', message)
    }
    await createApiKey(deps, environment, name, { pinnedValue: value })
  },
})
