import { group, verbs } from '../../command/command.ts'

export const invitation = group(
  'Invitations to sign up, and to organizations',
  verbs(() => import('./commands.ts'), {
    list: 'List invitations, newest first',
    get: 'Show one invitation, with its link',
    create: 'Invite somebody by mail',
    resend: 'Send the mail again, with a new link',
    accept: 'Accept in the name of the invited person',
    revoke: 'Take an invitation back',
  }),
)
