import { describe, expect, test } from 'vitest'
import { type Files, integrated, refusalOf } from '../../../../test/projects/integrated.ts'
import { expectOutcome, type Outcome } from '../../../../test/projects/variations.ts'

const packageJson = { dependencies: { next: '16.4.3' }, scripts: { dev: 'next dev' } }

const app = (more: Files = {}): Files => ({
  'package.json': packageJson,
  'tsconfig.json': '{}',
  'pages/_app.tsx':
    'export default function App({ Component, pageProps }) {\n  return <Component {...pageProps} />;\n}\n',
  'pages/index.tsx': 'export default () => <main>Ours</main>;\n',
  ...more,
})

describe('Next.js with the pages router', () => {
  test('gets API routes of sign-in, a page that needs it, and one module that they share', () => {
    const { changed, integration, text } = integrated(app())
    expect(changed).toEqual([
      'lib/authkit.ts',
      'pages/account.tsx',
      'pages/api/auth/callback.ts',
      'pages/api/auth/login.ts',
      'pages/api/auth/logout.ts',
    ])
    expect(text('pages/account.tsx')).toContain('/api/auth/login?returnTo=/account')
    expect(integration).toMatchObject({
      callbackPath: '/api/auth/callback',
      signInPath: '/api/auth/login',
      dependencies: [{ name: '@latchkey/node' }],
    })
  })

  test('in JavaScript under src/: no types, and files that end in js', () => {
    const { changed } = integrated({
      'package.json': packageJson,
      'src/pages/index.js': 'export default () => <main>Ours</main>\n',
    })
    expect(changed).toContain('src/pages/api/auth/login.js')
    expect(changed).toContain('src/lib/authkit.js')
  })

  test('beside an app folder with routes is not what is asked for', () => {
    const { changed } = integrated(
      app({ 'app/layout.tsx': 'export default ({ children }) => <body>{children}</body>;\n' }),
    )
    expect(changed).toContain('app/login/route.ts')
    expect(changed).not.toContain('pages/account.tsx')
  })

  test.each([
    ['an account page', { 'pages/account/index.tsx': 'export default () => null\n' }],
    ['routes of another sign-in', { 'pages/api/auth/login.js': 'export default () => {}\n' }],
    ['pages in several languages', { 'next.config.js': 'module.exports = { i18n: {} }\n' }],
  ])('is refused with %s', (_, files) => {
    expect(refusalOf(app(files)).path).toBe(Object.keys(files).at(-1))
  })
})

describe('Next.js with the pages router as people have it', () => {
  const variations: [string, Files, Outcome][] = [
    [
      'providers around its pages, tabs and no semicolons',
      {
        'pages/_app.tsx':
          "'use client'\n\nexport default function App({ Component, pageProps }) {\n\treturn <Theme><Component {...pageProps} /></Theme>\n}\n",
      },
      { has: { 'pages/account.tsx': '\treturn { props: { email: auth.user.email } }\n' } },
    ],
    [
      'a byte order mark and Windows line ends in package.json',
      { 'package.json': `\uFEFF${JSON.stringify(packageJson, null, 2).replaceAll('\n', '\r\n')}` },
      { origin: 'http://localhost:3000' },
    ],
    [
      'a port in its script',
      { 'package.json': { ...packageJson, scripts: { dev: 'PORT=4001 next dev' } } },
      { origin: 'http://localhost:4001' },
    ],
    [
      'a middleware and routes of another sign-in',
      {
        'middleware.ts': 'export { default } from "next-auth/middleware"\n',
        'pages/api/auth/[...nextauth].ts': 'export default NextAuth({})\n',
        'pages/login.tsx': 'export default () => null\n',
      },
      { signInPath: '/api/auth/login' },
    ],
    [
      'a module of the name that it needs',
      { 'lib/authkit.js': 'export const mine = 1\n' },
      { refused: 'lib/authkit.js is there already' },
    ],
    [
      'a base path',
      { 'next.config.mts': "export default { basePath: '/docs' }\n" },
      { refused: 'next.config.mts sets `basePath`' },
    ],
  ]

  test.each(variations)('with %s', (_, files, outcome) => {
    expectOutcome(app(files), outcome)
  })
})
