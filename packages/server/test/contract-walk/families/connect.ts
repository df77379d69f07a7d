import { type Family, type Never, tooLongPage, unknown, unknownUser } from '../case.ts'

const notServed: Never = { never: 'Not served: Connect. There is no application to sign in to.' }
const unknownApplication = unknown('connect_app')
const body = { external_auth_id: unknown('external_auth'), user: { id: '1', email: 'a@b.example' } }

export const connect: Family = {
  'GET /user_management/users/{user_id}/authorized_applications': {
    200: async ({ user }) => ({ at: [(await user()).id] }),
    404: { at: [unknownUser] },
    422: async ({ user }) => ({ at: [(await user()).id], query: tooLongPage }),
  },
  'DELETE /user_management/users/{user_id}/authorized_applications/{application_id}': {
    204: notServed,
    404: async ({ user }) => ({ at: [(await user()).id, unknownApplication] }),
  },
  'POST /authkit/oauth2/complete': {
    200: notServed,
    '400 external_auth_session_already_completed': notServed,
    '400 user_consent_options_not_supported': notServed,
    '400 email_change_not_allowed': notServed,
    '400 email_not_available': notServed,
    '400 invalid_email': notServed,
    404: { body },
    422: { body: {} },
  },
}
