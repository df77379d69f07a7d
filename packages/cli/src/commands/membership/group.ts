import { group, verbs } from '../../command/command.ts'

export const membership = group(
  'Who belongs to which organization, in which roles',
  verbs(() => import('./commands.ts'), {
    list: 'List the members of an organization, or the organizations of a person',
    get: 'Show one membership',
    create: 'Add a person to an organization',
    update: 'Give a member other roles',
    deactivate: 'Take the access away, and keep the membership',
    reactivate: 'Give the access back',
    delete: 'Take a person out of an organization',
  }),
)
