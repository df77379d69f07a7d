import { describe, expect, test } from 'vitest'
import { type Files, integrated, refusalOf } from '../../../../test/projects/integrated.ts'

const layout = [
  'import "./globals.css";',
  '',
  'export default function RootLayout({ children }: LayoutProps<"/">) {',
  '  return (',
  '    <html lang="en">',
  '      <body className="antialiased">{children}</body>',
  '    </html>',
  '  );',
  '}',
  '',
].join('\n')

const packageJson = (next: string) => ({
  dependencies: { next, react: '19.3.0', 'react-dom': '19.3.0' },
  scripts: { dev: 'next dev', build: 'next build' },
})

const app = (more: Files = {}, next = '16.4.3'): Files => ({
  'package.json': packageJson(next),
  'tsconfig.json': '{}',
  'app/layout.tsx': layout,
  'app/page.tsx': 'export default () => <main>Ours</main>;\n',
  ...more,
})

describe('Next.js with the app router', () => {
  test('gets the routes of sign-in, a page that needs it, a proxy and the provider', () => {
    const { text, changed, integration } = integrated(app())
    expect(changed).toEqual([
      'app/account/page.tsx',
      'app/callback/route.ts',
      'app/layout.tsx',
      'app/login/route.ts',
      'proxy.ts',
    ])
    expect(text('app/layout.tsx')).toBe(
      layout
        .replace(
          '<body className="antialiased">{children}</body>',
          '<body className="antialiased">\n        <AuthKitProvider>{children}</AuthKitProvider>\n      </body>',
        )
        .replace(
          'globals.css";',
          'globals.css";\nimport { AuthKitProvider } from "@workos-inc/authkit-nextjs/components";',
        ),
    )
    expect(integration).toMatchObject({
      origin: 'http://localhost:3000',
      callbackPath: '/callback',
      signInPath: '/login',
      checks: ['build'],
    })
  })

  test('is told where the platform is, in the variables that its package reads', () => {
    const { integration } = integrated(app())
    const connection = {
      url: 'http://localhost:4000',
      apiKey: 'sk_test_1',
      clientId: 'client_1',
      cookiePassword: 'p'.repeat(32),
    }
    const read = (url: string) =>
      Object.fromEntries(
        integration.settings({ ...connection, url }).map(({ name, value }) => [name, value]),
      )
    expect(read('http://localhost:4000')).toEqual({
      WORKOS_API_HOSTNAME: 'localhost',
      WORKOS_API_HTTPS: 'false',
      WORKOS_API_PORT: '4000',
      WORKOS_API_KEY: 'sk_test_1',
      WORKOS_CLIENT_ID: 'client_1',
      WORKOS_COOKIE_PASSWORD: 'p'.repeat(32),
      NEXT_PUBLIC_WORKOS_REDIRECT_URI: 'http://localhost:3000/callback',
    })
    const elsewhere = read('https://auth.example.com')
    expect(elsewhere).toMatchObject({ WORKOS_API_HTTPS: 'true' })
    expect(elsewhere).not.toHaveProperty('WORKOS_API_PORT')
  })

  test('in JavaScript under src/, before 16: files end in js, and the proxy is called middleware', () => {
    const { changed } = integrated({
      'package.json': packageJson('^15.5.0'),
      'src/app/layout.js': layout.replace(': LayoutProps<"/">', ''),
    })
    expect(changed).toEqual([
      'src/app/account/page.js',
      'src/app/callback/route.js',
      'src/app/layout.js',
      'src/app/login/route.js',
      'src/middleware.js',
    ])
  })

  test('keeps a /login that is there, and signs in below /auth', () => {
    const { integration, text } = integrated(
      app({ 'app/(site)/login/page.tsx': 'export default () => <p>Ours</p>;\n' }),
    )
    expect(integration).toMatchObject({ signInPath: '/auth/login', callbackPath: '/auth/callback' })
    expect(text('app/auth/account/page.tsx')).toContain('redirect("/auth/login")')
  })

  test('links to sign-in from the page of the creator, in the look of its neighbour', () => {
    const page = [
      'export default function Home() {',
      '  return (',
      '    <main>',
      '      <a className="big" href="https://nextjs.org/docs?utm_campaign=create-next-app">Docs</a>',
      '    </main>',
      '  );',
      '}',
      '',
    ].join('\n')
    const { text, integration } = integrated(app({ 'app/page.tsx': page }))
    expect(text('app/page.tsx')).toContain(
      'Docs</a>\n      <a className="big" href="/login">Sign in</a>\n',
    )
    expect(integration.notes).toEqual([])
  })

  test('leaves a home page of somebody alone, and says where to link', () => {
    const { changed, integration } = integrated(app())
    expect(changed).not.toContain('app/page.tsx')
    expect(integration.notes).toEqual([
      'Link to /login where people sign in; /account shows who they are.',
    ])
  })

  test('wraps the providers that a layout has, and whatever stands beside them', () => {
    const body = [
      '<body>',
      '        <Theme>',
      '          {children}',
      '        </Theme>',
      '        <Toasts />',
      '      </body>',
    ].join('\n')
    const { text } = integrated(
      app({
        'app/layout.tsx': layout.replace('<body className="antialiased">{children}</body>', body),
      }),
    )
    expect(text('app/layout.tsx')).toContain(
      [
        '      <body>',
        '        <AuthKitProvider>',
        '          <Theme>',
        '            {children}',
        '          </Theme>',
        '          <Toasts />',
        '        </AuthKitProvider>',
        '      </body>',
      ].join('\n'),
    )
  })

  test('leaves a provider in a component of its own where it is', () => {
    const { changed } = integrated(
      app({
        'components/providers.tsx':
          "import { AuthKitProvider } from '@workos-inc/authkit-nextjs/components'\nexport { AuthKitProvider }\n",
      }),
    )
    expect(changed).not.toContain('app/layout.tsx')
  })

  test('listens where the script says', () => {
    const { integration } = integrated(
      app({
        'package.json': { ...packageJson('16'), scripts: { dev: 'next dev --turbo -p 3100' } },
      }),
    )
    expect(integration.origin).toBe('http://localhost:3100')
  })

  test.each([
    ['no layout with a body', { 'app/layout.tsx': 'export default ({ children }) => children\n' }],
    [
      'only layouts for a language',
      { 'app/layout.tsx': 'export {}\n', 'app/[lang]/layout.tsx': layout },
    ],
    ['a layout that is no source', { 'app/layout.tsx': 'export default (' }],
    ['a base path', { 'next.config.ts': 'export default { basePath: "/docs" }\n' }],
    ['a static export', { 'next.config.mjs': 'export default { output: "export" }\n' }],
    ['a version that is too old', { 'package.json': packageJson('13.5.0') }],
  ])('is refused with %s', (_, files) => {
    expect(refusalOf(app(files)).path).toBe(Object.keys(files).at(-1))
  })
})
