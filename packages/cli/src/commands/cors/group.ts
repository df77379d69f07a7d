import { group, verbs } from '../../command/command.ts'

export const cors = group(
  'Origins whose pages may sign people in without a backend',
  verbs(() => import('./commands.ts'), {
    list: 'List the origins',
    create: 'Add an origin',
  }),
  { elsewhere: { delete: 'An origin is taken away in the dashboard, under Redirects.' } },
)
