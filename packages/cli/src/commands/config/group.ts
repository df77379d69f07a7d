import { group, lazy } from '../../command/command.ts'

export const config = group('The environment as a file', {
  diff: lazy('Show what a file would change', () => import('./diff.ts')),
  apply: lazy('Make the environment what a file says', () => import('./apply.ts')),
  export: lazy('Write the environment as a file', () => import('./export.ts')),
})
