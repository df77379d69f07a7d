import {
  byAnotherWebsite,
  type Family,
  namesNothing,
  tooLongPage,
  unknownOrganization,
  unknownUser,
} from '../case.ts'

export const featureFlags: Family = {
  'GET /feature-flags': {
    200: async ({ flag }) => {
      await flag()
      return {}
    },
    '400 invalid_request_parameters': {
      never: 'A query that cannot be read is answered 422 with the same code.',
    },
    404: namesNothing,
    422: { query: tooLongPage },
  },
  'GET /feature-flags/{slug}': {
    200: async ({ flag }) => ({ at: [await flag()] }),
    404: { at: ['nobodys'] },
  },
  'PUT /feature-flags/{slug}/disable': {
    200: async ({ flag }) => ({ at: [await flag()] }),
    404: { at: ['nobodys'] },
  },
  'PUT /feature-flags/{slug}/enable': {
    200: async ({ flag }) => ({ at: [await flag()] }),
    404: { at: ['nobodys'] },
  },
  'POST /feature-flags/{slug}/targets/{resourceId}': {
    204: async ({ flag, user }) => ({ at: [await flag(), (await user()).id] }),
    400: async ({ flag }) => ({ at: [await flag(), 'somebody'] }),
    403: byAnotherWebsite,
    404: async ({ user }) => ({ at: ['nobodys', (await user()).id] }),
  },
  'DELETE /feature-flags/{slug}/targets/{resourceId}': {
    204: async ({ flag, user, set }) => {
      const at = [await flag(), (await user()).id]
      await set('POST', `/feature-flags/${at.join('/targets/')}`)
      return { at }
    },
    400: async ({ flag }) => ({ at: [await flag(), 'somebody'] }),
    403: byAnotherWebsite,
    404: async ({ user }) => ({ at: ['nobodys', (await user()).id] }),
  },
  'GET /organizations/{organizationId}/feature-flags': {
    200: async ({ organization }) => ({ at: [(await organization()).id] }),
    404: { at: [unknownOrganization] },
  },
  'GET /user_management/users/{userId}/feature-flags': {
    200: async ({ user }) => ({ at: [(await user()).id] }),
    404: { at: [unknownUser] },
  },
}
