import { describe, expect, test } from 'vitest'
import { type Files, integrated, refusalOf } from '../../../../test/projects/integrated.ts'
import { expectOutcome, type Outcome } from '../../../../test/projects/variations.ts'

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

describe('Next.js as people have it', () => {
  const body = (inside: string) => layout.replace('{children}</body>', `${inside}</body>`)
  const variations: [string, Files, Outcome][] = [
    [
      'a login and a callback below /auth',
      {
        'app/login/page.tsx': 'export default () => null;\n',
        'app/auth/callback/route.ts': 'export const GET = () => new Response();\n',
      },
      { refused: 'The application has /login and /auth/callback already' },
    ],
    [
      'a login in the pages router beside it',
      { 'pages/login/index.tsx': 'export default () => null;\n' },
      { signInPath: '/auth/login' },
    ],
    [
      'Windows line ends and providers',
      {
        'app/layout.tsx': body('<Providers>{children}</Providers>').replaceAll('\n', '\r\n'),
      },
      { has: { 'app/layout.tsx': '<AuthKitProvider><Providers>{children}</Providers></AuthKit' } },
    ],
    [
      'tabs, no semicolons, and words for tools at the top',
      {
        'app/layout.tsx':
          '// @ts-check\n\nexport default ({ children }) => (\n\t<html>\n\t\t<body>{children}</body>\n\t</html>\n)\n',
      },
      {
        has: {
          'app/layout.tsx': '// @ts-check\n\nimport { AuthKitProvider }',
          'app/login/route.ts': '\tredirect(await getSignInUrl())\n',
        },
      },
    ],
    [
      'pages that end otherwise',
      { 'next.config.mjs': "export default { pageExtensions: ['page.tsx'] }\n" },
      { refused: 'sets `pageExtensions`' },
    ],
    [
      'an export only in production',
      { 'next.config.js': "module.exports = { output: isProduction ? 'export' : undefined }\n" },
      { refused: 'sets `output`' },
    ],
    [
      'a development server with https on its own port',
      {
        'package.json': {
          ...packageJson('16'),
          scripts: { dev: 'next dev --experimental-https -p4001' },
        },
      },
      { origin: 'https://localhost:4001' },
    ],
    [
      'another provider of the same name',
      {
        'app/layout.tsx': `import { AuthKitProvider } from "./auth";\n${layout}`,
      },
      { refused: 'is called `AuthKitProvider`' },
    ],
    [
      'aliases of TypeScript and a file for each kind of settings',
      {
        'tsconfig.json': '{ "compilerOptions": { "strict": true, "paths": { "@/*": ["./*"] } } }',
        '.env': 'PORT=9999\n',
        '.env.local': 'WORKOS_API_KEY=\n',
        'app/layout.tsx': `import { Providers } from "@/components/providers";\n${layout}`,
      },
      { origin: 'http://localhost:3000' },
    ],
  ]

  test.each(variations)('with %s', (_, files, outcome) => {
    const rewrites = ['<body', '<html', 'return']
    expectOutcome(app(files), outcome, rewrites)
  })
})
