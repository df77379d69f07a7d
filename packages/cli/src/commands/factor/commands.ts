import { pagination } from '../options.ts'
import { ending, listing, pageOf } from '../resource.ts'

export const commands = {
  list: listing({
    examples: [['latchkey factor list user_01H…', 'What somebody enrolled']],
    arguments: { user: { summary: 'ID of the person, user_…' } },
    options: pagination,
    columns: [
      { title: 'ID', value: ({ id }) => id },
      { title: 'TYPE', value: ({ type }) => type },
      { title: 'ISSUER', value: ({ totp }) => totp?.issuer },
      { title: 'USER', value: ({ totp }) => totp?.user },
      { title: 'SINCE', value: ({ createdAt }) => createdAt },
    ],
    empty: 'No second factor.',
    call: ({ workos }, { user, ...page }) =>
      workos.multiFactorAuth.listUserAuthFactors({ userId: user, ...pageOf(page) }),
  }),

  delete: ending({
    description: 'Where a second factor is required, the next sign-in enrols a new one.',
    examples: [['latchkey factor delete auth_factor_01H…', 'Asks first']],
    arguments: { id: { summary: 'ID of the factor, auth_factor_…' } },
    question: ({ id }) => `Delete ${id}? The person signs in without it from now on.`,
    done: ({ id }) => `Deleted ${id}.`,
    call: ({ workos }, { id }) => workos.multiFactorAuth.deleteFactor(id),
  }),
}
