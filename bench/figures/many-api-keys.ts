import { customerKeyOf, idOf, seedCustomerApiKeys } from '../servers/many-rows.ts'
import { spread } from './many-users.ts'
import type { Scale } from './scale.ts'

/** What an application asks with every request that a customer's key comes with. */
export const manyApiKeys: Scale = {
  seed: (client, rows) => seedCustomerApiKeys(client, idOf('org', 1), rows),
  figures: [
    {
      figure: 'api-key-validations-at-scale',
      traffic: (rows) => ({
        kind: 'post',
        path: '/api_keys/validations',
        bodies: spread(rows).map((number) => ({ value: customerKeyOf(number) })),
      }),
    },
  ],
}
