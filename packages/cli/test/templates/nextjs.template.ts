import { googleFonts } from './google-fonts.ts'
import type { Template } from './project.ts'
import { testTemplates } from './test-templates.ts'
import { byAccountPage } from './walks.ts'

const chosen = ['--skip-install', '--disable-git', '--yes', '--import-alias', '@/*']

const next = (creator: string, ...options: string[]): Template => ({
  framework: 'next',
  create: [creator, 'app', '--app', ...options, ...chosen],
  portFlag: '--port',
  typeCheck: options.includes('--ts') ? ['tsc', '--noEmit'] : undefined,
  env: googleFonts,
})

testTemplates(
  [
    ['Next.js', next('create-next-app@16', '--ts', '--tailwind', '--no-src-dir', '--eslint')],
    ['Next.js in JavaScript', next('create-next-app@16', '--js', '--no-tailwind', '--src-dir')],
    ['Next.js 15', next('create-next-app@15', '--ts', '--tailwind', '--src-dir', '--turbopack')],
  ],
  byAccountPage,
)
