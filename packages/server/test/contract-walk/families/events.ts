import { type Family, tooLongPage } from '../case.ts'

export const events: Family = {
  'GET /events': {
    200: async ({ user }) => {
      await user()
      return { query: { events: 'user.created' } }
    },
    400: { never: 'A query that cannot be read is answered 422, with what is wrong with it.' },
    422: { query: { events: 'user.created', ...tooLongPage } },
  },
}
