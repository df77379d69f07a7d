import { group, verbs } from '../../command/command.ts'

export const homepage = group(
  'Where hosted pages lead back to',
  verbs(() => import('./commands.ts'), { set: 'Set the homepage of the application' }),
)
