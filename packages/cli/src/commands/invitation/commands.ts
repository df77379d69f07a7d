import type { Invitation } from '@latchkey/node'
import { pagination } from '../options.ts'
import { changing, ending, listing, pageOf, showing } from '../resource.ts'

const id = { summary: 'ID of the invitation, invitation_…' }

export const commands = {
  list: listing({
    examples: [
      ['latchkey invitation list', 'The ten newest'],
      ['latchkey invitation list --organization org_01H…', 'Those to one organization'],
    ],
    options: {
      email: { type: 'string', summary: 'Only to this address' },
      organization: { type: 'string', value: 'ID', summary: 'Only to this organization' },
      ...pagination,
    },
    columns: [
      { title: 'ID', value: ({ id }) => id },
      { title: 'EMAIL', value: ({ email }) => email },
      { title: 'ORGANIZATION', value: ({ organizationId }) => organizationId },
      { title: 'STATE', value: ({ state }) => state },
      { title: 'EXPIRES', value: ({ expiresAt }) => expiresAt },
    ],
    empty: 'No invitations. latchkey invitation create EMAIL sends one.',
    call: ({ workos }, { email, organization, ...page }) =>
      workos.userManagement.listInvitations({
        email,
        organizationId: organization,
        ...pageOf(page),
      }),
  }),

  get: showing({
    description: 'The link signs whoever has it up: treat it as a secret.',
    examples: [['latchkey invitation get invitation_01H…', 'One invitation']],
    arguments: { id },
    fields: (invitation: Invitation) => ({
      id: invitation.id,
      email: invitation.email,
      organization: invitation.organizationId,
      role: invitation.roleSlug,
      state: invitation.state,
      expires: invitation.expiresAt,
      link: invitation.acceptInvitationUrl,
    }),
    call: ({ workos }, { id }) => workos.userManagement.getInvitation(id),
  }),

  create: changing({
    examples: [
      ['latchkey invitation create ada@example.com', 'To the application'],
      [
        'latchkey invitation create ada@example.com --organization org_01H… --role admin',
        'To an organization',
      ],
    ],
    arguments: { email: { summary: 'Address of the person' } },
    options: {
      organization: { type: 'string', value: 'ID', summary: 'Organization that they join' },
      role: { type: 'string', value: 'SLUG', summary: 'Their role there' },
      expiresInDays: { type: 'number', min: 1, max: 30, summary: 'How long it may be accepted' },
      inviter: { type: 'string', value: 'ID', summary: 'The person who invites' },
    },
    done: ({ email }: Invitation) => `Invited ${email}.`,
    more: ({ id }) => [id],
    call: ({ workos }, { email, organization, role, expiresInDays, inviter }) =>
      workos.userManagement.sendInvitation({
        email,
        organizationId: organization,
        roleSlug: role,
        expiresInDays,
        inviterUserId: inviter,
      }),
  }),

  resend: changing({
    examples: [['latchkey invitation resend invitation_01H…', 'The old link stops working']],
    arguments: { id },
    done: ({ email }: Invitation) => `Sent again to ${email}.`,
    call: ({ workos }, { id }) => workos.userManagement.resendInvitation(id),
  }),

  accept: changing({
    description: 'The person must have an account already. They join the organization at once.',
    examples: [['latchkey invitation accept invitation_01H…', 'Without their mail']],
    arguments: { id },
    done: ({ email }: Invitation) => `Accepted for ${email}.`,
    call: ({ workos }, { id }) => workos.userManagement.acceptInvitation(id),
  }),

  revoke: ending({
    examples: [['latchkey invitation revoke invitation_01H…', 'Asks first']],
    arguments: { id },
    question: ({ id }) => `Revoke ${id}? Its link stops working.`,
    done: ({ id }) => `Revoked ${id}.`,
    call: ({ workos }, { id }) => workos.userManagement.revokeInvitation(id),
  }),
}
