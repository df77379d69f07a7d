import type { World } from '../../world.ts'
import { type Ask, type Family, tooLongPage, tooMuchMetadata, unknownUser } from '../case.ts'

/** What neither a new user may be given nor a changed one. */
const refusedFields = {
  '400 password_strength_error': { password: '1234567890' },
  '400 invalid_password_hash': { password_hash: 'not a hash', password_hash_type: 'bcrypt' },
  '400 password_and_password_hash_provided': {
    password: 'correct horse battery staple',
    password_hash: '$2b$10$w6mPBRTpNmJ4vTTg2bKVvOuqRCC3A2KNjdsF6LbrRVAXYzP4iVwEG',
  },
  '400 password_and_password_hash_type_provided': {
    password: 'correct horse battery staple',
    password_hash_type: 'bcrypt',
  },
  '400 password_salt_position_requires_password_hash': { password_salt_position: 'prefix' },
  '400 invalid_metadata': { metadata: tooMuchMetadata },
}

const refusalsOf = (toAsk: (world: World, body: object) => Promise<Ask>) =>
  Object.fromEntries(
    Object.entries(refusedFields).map(([answer, body]) => [
      answer,
      (world: World) => toAsk(world, body),
    ]),
  )

export const users: Family = {
  'GET /user_management/users': {
    200: async ({ user }) => {
      await user()
      return {}
    },
    422: { query: tooLongPage },
  },
  'POST /user_management/users': {
    201: async ({ newEmail, newName, password }) => ({
      body: {
        email: newEmail(),
        password,
        first_name: 'Ada',
        last_name: 'Lovelace',
        external_id: newName('user'),
        metadata: { plan: 'team' },
      },
    }),
    ...refusalsOf(async ({ newEmail }, body) => ({ body: { email: newEmail(), ...body } })),
    '400 user_creation_error': async ({ user }) => ({ body: { email: (await user()).email } }),
    404: { never: 'A new user names nothing that could be unknown.' },
    '422 invalid_request_parameters': { body: {} },
  },
  'GET /user_management/users/external_id/{external_id}': {
    200: async ({ user, newName }) => ({
      at: [(await user({ external_id: newName('user') })).external_id],
    }),
    404: { at: ['nobody'] },
  },
  'GET /user_management/users/{id}': {
    200: async ({ user }) => ({ at: [(await user()).id] }),
    404: { at: [unknownUser] },
  },
  'PUT /user_management/users/{id}': {
    200: async ({ user }) => ({
      at: [(await user()).id],
      body: { first_name: 'Ada', locale: 'en-GB', metadata: { plan: 'team' } },
    }),
    ...refusalsOf(async ({ user }, body) => ({ at: [(await user()).id], body })),
    '400 email_already_verified': async ({ user }) => ({
      at: [(await user({ email_verified: true })).id],
      body: { email_verified: false },
    }),
    '400 external_id_already_used': async ({ user, newName }) => {
      const { external_id } = await user({ external_id: newName('taken') })
      return { at: [(await user()).id], body: { external_id } }
    },
    '400 email_change_not_allowed': {
      never: 'No user belongs to a directory or a connection that would keep the address.',
    },
    '400 email_not_available': async ({ user }) => ({
      at: [(await user()).id],
      body: { email: (await user()).email },
    }),
    '400 invalid_email': async ({ user }) => ({
      at: [(await user()).id],
      body: { email: 'no address' },
    }),
    '400 invalid_locale': async ({ user }) => ({
      at: [(await user()).id],
      body: { locale: 'no locale' },
    }),
    '422 invalid_request_parameters': async ({ user }) => ({
      at: [(await user()).id],
      body: { first_name: 7 },
    }),
  },
  'DELETE /user_management/users/{id}': {
    200: async ({ user }) => ({ at: [(await user()).id] }),
    404: { at: [unknownUser] },
    '409 user_deletion_not_allowed': {
      never: 'No directory owns users here: an environment deletes all of its own.',
    },
  },
  'GET /user_management/users/{id}/identities': {
    200: async ({ user }) => ({ at: [(await user()).id] }),
    404: { at: [unknownUser] },
  },
  'GET /user_management/users/{id}/sessions': {
    200: async ({ person, signIn }) => {
      const somebody = await person()
      await signIn(somebody)
      return { at: [somebody.user.id] }
    },
    404: { at: [unknownUser] },
    '422 invalid_request_parameters': async ({ user }) => ({
      at: [(await user()).id],
      query: tooLongPage,
    }),
  },
}
