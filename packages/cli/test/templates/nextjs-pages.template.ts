import { googleFonts } from './google-fonts.ts'
import { testTemplates } from './test-templates.ts'
import { byAccountPageAsked } from './walks.ts'

const chosen = ['--skip-install', '--disable-git', '--yes', '--import-alias', '@/*']
const pages = ['--no-app', '--no-src-dir', '--no-eslint', '--ts', '--no-tailwind']

testTemplates(
  [
    [
      'Next.js with the pages router',
      {
        framework: 'next',
        create: ['create-next-app@16', 'app', ...pages, ...chosen],
        portFlag: '--port',
        typeCheck: ['tsc', '--noEmit'],
        env: googleFonts,
      },
    ],
  ],
  byAccountPageAsked,
)
