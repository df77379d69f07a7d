import type { Template } from './project.ts'
import { testTemplates } from './test-templates.ts'
import { byAccountPage } from './walks.ts'

const chosen = ['--framework', 'React', '--package-manager', 'npm', '--no-install', '--no-git']

const start = (...options: string[]): Template => ({
  framework: '@tanstack/react-start',
  create: ['@tanstack/cli@0', 'create', 'app', ...options, ...chosen, '-y', '--no-intent'],
  portFlag: '--strictPort --port',
  typeCheck: ['tsc', '--noEmit'],
})

testTemplates(
  [
    ['TanStack Start', start()],
    ['TanStack Start, blank', start('--blank')],
  ],
  byAccountPage,
)
