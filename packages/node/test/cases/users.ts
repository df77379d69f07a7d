/** A user as the server tells it. */
export const user = {
  object: 'user',
  id: 'user_01',
  email: 'ada@example.com',
  email_verified: true,
  name: 'Ada Lovelace',
  first_name: 'Ada',
  last_name: 'Lovelace',
  profile_picture_url: 'https://example.com/ada.png',
  last_sign_in_at: '2026-01-16T12:00:00.000Z',
  locale: 'en-GB',
  created_at: '2026-01-15T12:00:00.000Z',
  updated_at: '2026-01-15T12:00:00.000Z',
  external_id: '42',
  metadata: { favourite_number: '7' },
  a_field_of_tomorrow: true,
}

/** The same of whom little is known. */
export const bareUser = {
  object: 'user',
  id: 'user_02',
  email: 'bob@example.com',
  email_verified: false,
  first_name: null,
  last_name: null,
  profile_picture_url: null,
  last_sign_in_at: null,
  locale: null,
  created_at: '2026-01-15T12:00:00.000Z',
  updated_at: '2026-01-15T12:00:00.000Z',
  external_id: null,
  metadata: null,
}
