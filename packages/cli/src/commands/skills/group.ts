import { group, lazy } from '../../command/command.ts'

export const skills = group('What coding agents know about Latchkey', {
  install: lazy('Write the skill to where agents read it', () => import('./install.ts')),
  uninstall: lazy('Remove the skill', () => import('./uninstall.ts')),
  list: lazy('Tell where the skill is', () => import('./list.ts')),
})
