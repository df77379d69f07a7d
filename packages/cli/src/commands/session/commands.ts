import { pagination } from '../options.ts'
import { ending, listing, pageOf } from '../resource.ts'

export const commands = {
  list: listing({
    examples: [['latchkey session list user_01H…', 'Where somebody is signed in']],
    arguments: { user: { summary: 'ID of the person, user_…' } },
    options: pagination,
    columns: [
      { title: 'ID', value: ({ id }) => id },
      { title: 'STATUS', value: ({ status }) => status },
      { title: 'BY', value: ({ authMethod }) => authMethod },
      { title: 'ADDRESS', value: ({ ipAddress }) => ipAddress },
      { title: 'SINCE', value: ({ createdAt }) => createdAt },
      { title: 'WITH', value: ({ userAgent }) => userAgent },
    ],
    empty: 'Signed in nowhere.',
    call: ({ workos }, { user, ...page }) => workos.userManagement.listSessions(user, pageOf(page)),
  }),

  revoke: ending({
    description: 'Access tokens that were given out work until they expire, a few minutes later.',
    examples: [['latchkey session revoke session_01H…', 'Asks first']],
    arguments: { id: { summary: 'ID of the session, session_…' } },
    question: ({ id }) => `Sign them out of ${id}?`,
    done: ({ id }) => `Revoked ${id}.`,
    call: ({ workos }, { id }) => workos.userManagement.revokeSession({ sessionId: id }),
  }),
}
