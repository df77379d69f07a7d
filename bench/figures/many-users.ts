import { idOf, seedUsers } from '../servers/many-rows.ts'
import type { Scale } from './scale.ts'

const list = '/user_management/users?limit=100'

/** A hundred numbers from everywhere between the first row and the last. */
export const spread = (rows: number) =>
  Array.from({ length: 100 }, (_, place) => Math.ceil(((place + 1) * rows) / 101))

/** One user, and pages of a hundred: the first and those after users from everywhere. */
export const manyUsers: Scale = {
  seed: seedUsers,
  figures: [
    {
      figure: 'user-reads-at-scale',
      traffic: (rows) => ({
        kind: 'get',
        paths: spread(rows).map((number) => `/user_management/users/${idOf('user', number)}`),
      }),
    },
    {
      figure: 'user-lists-at-scale',
      traffic: (rows) => ({
        kind: 'get',
        paths: [list, ...spread(rows).map((number) => `${list}&after=${idOf('user', number)}`)],
      }),
    },
  ],
}
