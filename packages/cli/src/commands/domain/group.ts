import { group, verbs } from '../../command/command.ts'

export const domain = group(
  'Domains that organizations say are theirs',
  verbs(() => import('./commands.ts'), {
    get: 'Show one domain, and the record that proves it',
    create: 'Add a domain to an organization',
    verify: 'Look for the record now',
    delete: 'Take a domain away',
  }),
  { elsewhere: { list: 'latchkey organization get shows the domains of an organization.' } },
)
