import { describe, expect, test } from 'vitest'
import { type Files, integrated, refusalOf } from '../../../../test/projects/integrated.ts'
import { expectOutcome, type Outcome } from '../../../../test/projects/variations.ts'

const root = [
  "import { HeadContent, Scripts, createRootRoute } from '@tanstack/react-router'",
  '',
  'export const Route = createRootRoute({ shellComponent: RootDocument })',
  '',
  'function RootDocument({ children }: { children: React.ReactNode }) {',
  '  return (',
  '    <html lang="en">',
  '      <head>',
  '        <HeadContent />',
  '      </head>',
  '      <body>',
  '        {children}',
  '        <Scripts />',
  '      </body>',
  '    </html>',
  '  )',
  '}',
  '',
].join('\n')

const app = (more: Files = {}): Files => ({
  'package.json': {
    dependencies: {
      '@tanstack/react-router': '1.170.46',
      '@tanstack/react-start': '1.169.5',
      react: '^19.2.0',
    },
    devDependencies: { vite: '^8.0.0' },
    scripts: {
      dev: 'vite dev --port 3000',
      'generate-routes': 'tsr generate',
      build: 'vite build',
      typecheck: 'tsc --noEmit',
    },
  },
  'tsconfig.json': '{}',
  'src/routes/__root.tsx': root,
  'src/routes/index.tsx': 'export const Ours = () => <main>Ours</main>\n',
  ...more,
})

describe('TanStack Start', () => {
  test('gets the routes of sign-in, the middleware and the provider', () => {
    const { text, changed, integration } = integrated(app())
    expect(changed).toEqual([
      'src/routes/__root.tsx',
      'src/routes/account.tsx',
      'src/routes/callback.ts',
      'src/routes/login.ts',
      'src/start.ts',
    ])
    expect(text('src/routes/__root.tsx')).toContain(
      [
        '      <body>',
        '        <AuthKitProvider>',
        '          {children}',
        '          <Scripts />',
        '        </AuthKitProvider>',
        '      </body>',
      ].join('\n'),
    )
    expect(integration).toMatchObject({
      origin: 'http://localhost:3000',
      callbackPath: '/callback',
      signInPath: '/login',
      // Routes are generated before their types are checked.
      checks: ['generate-routes', 'build', 'typecheck'],
    })
  })

  test('keeps the protection of server functions that a start file of its own would turn off', () => {
    const { text } = integrated(app())
    expect(text('src/start.ts')).toContain(
      'requestMiddleware: [csrfMiddleware, authkitMiddleware()]',
    )
  })

  test.each([
    [
      'behind the middleware that is there',
      'export const startInstance = createStart(() => ({\n  requestMiddleware: [logger],\n}))\n',
      'requestMiddleware: [\n    logger,\n    authkitMiddleware(),\n  ],',
    ],
    [
      'beside other options',
      'export const startInstance = createStart(() => {\n  return { defaultSsr: false }\n})\n',
      'return { requestMiddleware: [authkitMiddleware()], defaultSsr: false }',
    ],
    [
      'where there are no options',
      'export const startInstance = createStart(() => ({}))\n',
      '({ requestMiddleware: [authkitMiddleware()] })',
    ],
  ])('puts its middleware %s', (_, start, expected) => {
    const { text } = integrated(
      app({
        'src/start.ts': `import { createStart } from '@tanstack/react-start'\n\n${start}`,
      }),
    )
    expect(text('src/start.ts')).toContain(expected)
  })

  test('keeps a login that is there, and signs in below /auth', () => {
    const { integration, text } = integrated(
      app({
        'src/routes/(site)/login.tsx':
          "export const Route = createFileRoute('/(site)/login')({})\n",
      }),
    )
    expect(integration).toMatchObject({ signInPath: '/auth/login', callbackPath: '/auth/callback' })
    expect(text('src/routes/auth/callback.ts')).toContain("createFileRoute('/auth/callback')")
  })

  test('follows the folder that the application has its routes in', () => {
    const { 'src/routes/__root.tsx': moved, ...rest } = app()
    const { changed } = integrated({ ...rest, 'app/routes/__root.tsx': moved ?? '' })
    expect(changed).toContain('app/start.ts')
    expect(changed).toContain('app/routes/login.ts')
  })

  test.each([
    ['a root without a body', { 'src/routes/__root.tsx': 'export const Route = {}\n' }],
    [
      'options that are made elsewhere',
      { 'src/start.ts': 'export const startInstance = createStart(options)\n' },
    ],
    [
      'middleware that is made elsewhere',
      { 'src/start.ts': 'createStart(() => ({ requestMiddleware: all }))\n' },
    ],
    ['another base address', { 'vite.config.ts': "export default { base: '/app/' }\n" }],
  ])('is refused with %s', (_, files) => {
    expect(refusalOf(app(files)).path).toBe(Object.keys(files).at(-1))
  })
})

describe('TanStack Start as people have it', () => {
  const route = (address: string) => `export const Route = createFileRoute('${address}')({})\n`
  const variations: [string, Files, Outcome][] = [
    [
      'a login in a layout without an address',
      { 'src/routes/_public/login.tsx': route('/_public/login') },
      { signInPath: '/auth/login' },
    ],
    [
      'a login, and a callback below /auth',
      {
        'src/routes/login_.tsx': route('/login_'),
        'src/routes/auth/callback.ts': route('/auth/callback'),
      },
      { refused: 'The application has /login and /auth/callback already' },
    ],
    [
      'a base path of its router',
      {
        'vite.config.ts':
          "export default { plugins: [tanstackStart({ router: { basepath: '/app' } })] }\n",
      },
      { refused: 'sets `basepath`' },
    ],
    [
      'no server, only a shell',
      {
        'vite.config.ts':
          'export default { plugins: [tanstackStart({ spa: { enabled: true } })] }\n',
      },
      { refused: 'sets `spa`' },
    ],
    [
      'providers in its body, and Windows line ends',
      {
        'src/routes/__root.tsx': root
          .replace('{children}', '<Theme>{children}</Theme>')
          .replaceAll('\n', '\r\n'),
      },
      { has: { 'src/routes/__root.tsx': '<AuthKitProvider>\r\n          <Theme>' } },
    ],
    [
      'a start file that has nothing to do with requests',
      {
        'src/start.ts':
          "'use client'\nimport { createStart } from '@tanstack/react-start'\nexport const startInstance = createStart(() => ({\n\tserializationAdapters: [money],\n}))\n",
      },
      {
        rewrites: ['export const startInstance'],
        has: { 'src/start.ts': '({ requestMiddleware: [authkitMiddleware()],\n\tserialization' },
      },
    ],
    [
      'a name in its start file that is ours',
      {
        'src/start.ts':
          "import { authkitMiddleware } from './mine'\nexport const startInstance = createStart(() => ({}))\n",
      },
      { refused: 'is called `authkitMiddleware`' },
    ],
  ]

  test.each(variations)('with %s', (_, files, outcome) => {
    expectOutcome(app(files), outcome)
  })
})
