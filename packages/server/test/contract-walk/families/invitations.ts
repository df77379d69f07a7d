import type { World } from '../../world.ts'
import { type Family, tooLongPage, unknown, unknownOrganization } from '../case.ts'

const path = '/user_management/invitations'

const invite = ({ set, newEmail }: World, more = {}) =>
  set('POST', path, { email: newEmail(), ...more })

const revoked = async (world: World): Promise<string> => {
  const { id } = await invite(world)
  await world.set('POST', `${path}/${id}/revoke`)
  return id
}

const accepted = async (world: World): Promise<string> => {
  const { id, email } = await invite(world)
  await world.user({ email })
  await world.set('POST', `${path}/${id}/accept`)
  return id
}

const foundOutByMailing = {
  never: 'Whether a domain takes mail is found out by mailing, after the answer.',
}

export const invitations: Family = {
  'GET /user_management/invitations': {
    200: async (world) => {
      await invite(world)
      return {}
    },
    '422 invalid_request_parameters': { query: tooLongPage },
  },
  'POST /user_management/invitations': {
    201: async ({ newEmail, organization, user }) => ({
      body: {
        email: newEmail(),
        organization_id: (await organization()).id,
        inviter_user_id: (await user()).id,
        role_slug: 'admin',
        expires_in_days: 3,
      },
    }),
    '400 email_already_invited_to_organization': async (world) => {
      const organization_id = (await world.organization()).id
      const { email } = await invite(world, { organization_id })
      return { body: { email, organization_id } }
    },
    '400 user_already_organization_member': async ({ organization, member }) => {
      const organization_id = (await organization()).id
      const { person } = await member(organization_id)
      return { body: { email: person.email, organization_id } }
    },
    '400 email_already_invited': async (world) => ({
      body: { email: (await invite(world)).email },
    }),
    '400 user_already_exists': async ({ user }) => ({ body: { email: (await user()).email } }),
    '400 expires_in_days_too_short': async ({ newEmail }) => ({
      body: { email: newEmail(), expires_in_days: 0 },
    }),
    '400 expires_in_days_too_long': async ({ newEmail }) => ({
      body: { email: newEmail(), expires_in_days: 31 },
    }),
    '400 invalid_role': async ({ newEmail, organization }) => ({
      body: {
        email: newEmail(),
        organization_id: (await organization()).id,
        role_slug: 'nobodys',
      },
    }),
    '400 organization_blocked_from_sending_invites': {
      never: 'Nobody blocks an organization: it is the customer of whoever runs this server.',
    },
    '400 email_domain_not_deliverable': foundOutByMailing,
    404: async ({ newEmail }) => ({
      body: { email: newEmail(), organization_id: unknownOrganization },
    }),
    '422 invalid_request_parameters': { body: {} },
  },
  'GET /user_management/invitations/by_token/{token}': {
    200: async (world) => ({ at: [(await invite(world)).token] }),
    404: { at: ['nobodys'] },
  },
  'GET /user_management/invitations/{id}': {
    200: async (world) => ({ at: [(await invite(world)).id] }),
    404: { at: [unknown('invitation')] },
  },
  'POST /user_management/invitations/{id}/accept': {
    200: async (world) => {
      const { id, email } = await invite(world)
      await world.user({ email })
      return { at: [id] }
    },
    '400 invite_not_pending': async (world) => ({ at: [await revoked(world)] }),
    '400 invalid_invite': async (world) => ({ at: [(await invite(world)).id] }),
    '400 invite_has_accepted_user_id': {
      never: 'Whoever is recorded as accepting an invitation has accepted it: it is not pending.',
    },
    404: { at: [unknown('invitation')] },
  },
  'POST /user_management/invitations/{id}/resend': {
    200: async (world) => ({ at: [(await invite(world)).id] }),
    '400 invite_expired': async (world) => {
      const { id } = await invite(world, { expires_in_days: 1 })
      world.advance(24 * 3600)
      return { at: [id] }
    },
    '400 invite_revoked': async (world) => ({ at: [await revoked(world)] }),
    '400 invite_accepted': async (world) => ({ at: [await accepted(world)] }),
    '400 email_domain_not_deliverable': foundOutByMailing,
    404: { at: [unknown('invitation')] },
    '422 invalid_request_parameters': async (world) => ({
      at: [(await invite(world)).id],
      body: { locale: 7 },
    }),
  },
  'POST /user_management/invitations/{id}/revoke': {
    200: async (world) => ({ at: [(await invite(world)).id] }),
    '400 invite_not_pending': async (world) => ({ at: [await revoked(world)] }),
  },
}
