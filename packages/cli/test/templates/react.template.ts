import { testTemplates } from './test-templates.ts'
import { onOnePage } from './walks.ts'

const vite = (template: string) => ({
  framework: 'vite',
  create: ['create-vite@9', 'app', '--template', template, '--no-interactive'],
  portFlag: '--strictPort --port',
})

testTemplates(
  [
    ['React with Vite', { ...vite('react-ts'), typeCheck: ['tsc', '-b', '--noEmit'] }],
    ['React with Vite in JavaScript', vite('react')],
  ],
  onOnePage,
)
