import { describe, expect, test } from 'vitest'
import { type Files, integrated, refusalOf } from '../../../../test/projects/integrated.ts'
import { expectOutcome, type Outcome } from '../../../../test/projects/variations.ts'

const root = [
  'import { Outlet } from "react-router";',
  'import type { Route } from "./+types/root";',
  '',
  'export default function App() {',
  '  return <Outlet />;',
  '}',
  '',
].join('\n')

const routes = [
  'import { type RouteConfig, index } from "@react-router/dev/routes";',
  '',
  'export default [index("routes/home.tsx")] satisfies RouteConfig;',
  '',
].join('\n')

const packageJson = (version: string) => ({
  dependencies: { 'react-router': version, '@react-router/node': version, react: '^19.2.6' },
  devDependencies: { '@react-router/dev': version, vite: '^8.0.3' },
  scripts: { dev: 'react-router dev', build: 'react-router build', typecheck: 'tsc' },
})

const app = (more: Files = {}): Files => ({
  'package.json': packageJson('7.16.0'),
  'tsconfig.json': '{}',
  'app/root.tsx': root,
  'app/routes.ts': routes,
  'app/routes/home.tsx': 'export default () => <p>Ours</p>;\n',
  ...more,
})

describe('React Router', () => {
  test('gets the routes of sign-in in its list, and the session in the loader of the root', () => {
    const { text, changed, integration } = integrated(app())
    expect(changed).toEqual([
      'app/root.tsx',
      'app/routes.ts',
      'app/routes/account.tsx',
      'app/routes/callback.ts',
      'app/routes/login.ts',
    ])
    expect(text('app/routes.ts')).toBe(
      [
        'import { type RouteConfig, index, route } from "@react-router/dev/routes";',
        '',
        'export default [',
        '  index("routes/home.tsx"),',
        '  route("login", "routes/login.ts"),',
        '  route("callback", "routes/callback.ts"),',
        '  route("account", "routes/account.tsx"),',
        '] satisfies RouteConfig;',
        '',
      ].join('\n'),
    )
    expect(text('app/root.tsx')).toContain(
      'export const loader = (args: Route.LoaderArgs) => authkitLoader(args);\n\nexport default',
    )
    expect(integration).toMatchObject({
      origin: 'http://localhost:5173',
      callbackPath: '/callback',
      signInPath: '/login',
      checks: ['typecheck', 'build'],
    })
  })

  test('keeps the loader that the root has, and lets AuthKit call it', () => {
    const loader = [
      'export async function loader({ request }: Route.LoaderArgs) {',
      '  return { theme: themeOf(request) };',
      '}',
      '',
      '',
    ].join('\n')
    const { text } = integrated(
      app({ 'app/root.tsx': root.replace('export default', `${loader}export default`) }),
    )
    expect(text('app/root.tsx')).toContain(
      [
        'async function loadRoot({ request }: Route.LoaderArgs) {',
        '  return { theme: themeOf(request) };',
        '}',
        '',
        'export const loader = (args: Route.LoaderArgs) => authkitLoader(args, loadRoot);',
        '',
        'export default',
      ].join('\n'),
    )
  })

  test('adds to a list over several lines where that ends', () => {
    const list = [
      'import { index, route } from "@react-router/dev/routes";',
      '',
      'const routes = [',
      '    index("./routes/home.tsx"),',
      '    route("about", "./routes/about.tsx"), // us',
      '];',
      'export default routes;',
      '',
    ].join('\n')
    const { text } = integrated(app({ 'app/routes.ts': list }))
    expect(text('app/routes.ts')).toContain(
      [
        '    route("about", "./routes/about.tsx"),',
        '    route("login", "routes/login.ts"),',
        '    route("callback", "routes/callback.ts"),',
        '    route("account", "routes/account.tsx"), // us',
        '];',
      ].join('\n'),
    )
  })

  test('with routes by their files gets files that are routes', () => {
    const { changed } = integrated(
      app({
        'app/routes.ts':
          'import { flatRoutes } from "@react-router/fs-routes";\nexport default flatRoutes();\n',
      }),
    )
    expect(changed).toEqual([
      'app/root.tsx',
      'app/routes/account.tsx',
      'app/routes/callback.ts',
      'app/routes/login.ts',
    ])
  })

  test('keeps a login that is there, and signs in below /auth', () => {
    const { integration, text } = integrated(
      app({ 'app/routes/login.tsx': 'export default () => <p>Ours</p>;\n' }),
    )
    expect(integration).toMatchObject({ signInPath: '/auth/login', callbackPath: '/auth/callback' })
    expect(text('app/routes/auth-account.tsx')).toContain('from "./+types/auth-account"')
    expect(text('app/routes.ts')).toContain('route("auth/account", "routes/auth-account.tsx")')
  })

  test('keeps a login that is in the list, wherever its file is', () => {
    const { integration } = integrated(
      app({
        'app/routes.ts': routes.replace(')]', '), route("login", "pages/sign-in.tsx")]'),
      }),
    )
    expect(integration.signInPath).toBe('/auth/login')
  })

  test('in JavaScript, in another folder: no types, and files that end in js', () => {
    const { text, changed } = integrated({
      'package.json': packageJson('7.16.0'),
      'react-router.config.js':
        '// not ssr: false\nexport default { ssr: true, appDirectory: "src" };\n',
      'src/root.jsx': root.replace('import type { Route } from "./+types/root";\n', ''),
      'src/routes.js': 'export default [];\n',
    })
    expect(changed).toContain('src/routes/login.js')
    expect(text('src/root.jsx')).toContain('export const loader = (args) => authkitLoader(args);')
    expect(text('src/routes/account.jsx')).not.toContain('Route')
  })

  test('links to sign-in below the list of the page of the creator', () => {
    const welcome = [
      'export function Welcome() {',
      '  return (',
      '    <main>',
      '      <p>What&apos;s next?</p>',
      '      <ul>',
      '        {resources.map(({ href }) => (',
      '          <li key={href}>',
      '            <a className="blue" href={href}>Docs</a>',
      '          </li>',
      '        ))}',
      '      </ul>',
      '    </main>',
      '  );',
      '}',
      '',
    ].join('\n')
    const { text, integration } = integrated(app({ 'app/welcome/welcome.tsx': welcome }))
    expect(text('app/welcome/welcome.tsx')).toContain(
      '      </ul>\n      <a className="blue" href="/login">Sign in</a>\n',
    )
    expect(integration.notes).toEqual([])
  })

  describe('8, which the official package is not for', () => {
    const newer = (more: Files = {}) => app({ 'package.json': packageJson('^8.5.0'), ...more })

    test('has the session in middleware, by our package', () => {
      const { text, changed, integration } = integrated(newer())
      expect(changed).toEqual([
        'app/auth.server.ts',
        'app/root.tsx',
        'app/routes.ts',
        'app/routes/account.tsx',
        'app/routes/callback.ts',
        'app/routes/login.ts',
      ])
      expect(text('app/root.tsx')).toContain('export const middleware = [authMiddleware];')
      expect(integration.dependencies).toEqual([{ name: '@latchkey/node' }])
      expect(integration).toMatchObject({ signInPath: '/login', callbackPath: '/callback' })
    })

    test('keeps the middleware that the root has before its own', () => {
      const { text } = integrated(
        newer({
          'app/root.tsx': root.replace(
            'export default',
            'export const middleware: Route.MiddlewareFunction[] = [log];\n\nexport default',
          ),
        }),
      )
      expect(text('app/root.tsx')).toContain('= [\n  log,\n  authMiddleware,\n];')
    })

    test('in JavaScript has no types', () => {
      const { text } = integrated({
        'package.json': packageJson('8.4.0'),
        'app/root.jsx': 'export default () => null;\n',
        'app/routes.js': 'export default [];\n',
      })
      expect(text('app/routes/login.js')).not.toContain('Route')
      expect(text('app/auth.server.js')).toContain('createContext(null)')
    })

    test.each([
      [
        'middleware that is made elsewhere',
        { 'app/root.tsx': `export const middleware = all();\n${root}` },
      ],
      ['a module of the name that it needs', { 'app/auth.server.ts': 'export {};\n' }],
    ])('is refused with %s', (_, files) => {
      expect(refusalOf(newer(files)).path).toBe(Object.keys(files).at(-1))
    })
  })

  test.each([
    ['no server', { 'react-router.config.ts': 'export default { ssr: false };\n' }],
    ['a base name', { 'react-router.config.ts': 'export default { basename: "/app" };\n' }],
    ['routes that are computed', { 'app/routes.ts': 'export default makeRoutes();\n' }],
    [
      'a loader of another form in its root',
      { 'app/root.tsx': `export const loader = cached(load);\n${root}` },
    ],
    ['a version without framework mode', { 'package.json': packageJson('^6.30.0') }],
  ])('is refused with %s', (_, files) => {
    expect(refusalOf(app(files)).path).toBe(Object.keys(files).at(-1))
  })

  test('is refused without a root or routes', () => {
    const { 'app/root.tsx': _root, ...rootless } = app()
    expect(refusalOf(rootless).path).toBe('app/root.tsx')
    const { 'app/routes.ts': _routes, ...routeless } = app()
    expect(refusalOf(routeless).path).toBe('app/routes.ts')
  })
})

describe('React Router as people have it', () => {
  const byFiles = {
    'app/routes.ts':
      'import { flatRoutes } from "@react-router/fs-routes";\nexport default flatRoutes();\n',
  }
  const rooted = (code: string) => root.replace('export default', `${code}\n\nexport default`)
  const variations: [string, Files, Outcome][] = [
    [
      'a login in a layout without an address',
      { ...byFiles, 'app/routes/_auth.login.tsx': 'export default () => null;\n' },
      { signInPath: '/auth/login', has: { 'app/routes/auth.login.ts': 'getSignInUrl' } },
    ],
    [
      'a login that is a folder, and another below /auth',
      {
        ...byFiles,
        'app/routes/login/route.tsx': 'export default () => null;\n',
        'app/routes/auth_.login.tsx': 'export default () => null;\n',
      },
      { refused: 'The application has login and auth/login already' },
    ],
    [
      'a login inside of a prefix',
      {
        'app/routes.ts': routes.replace(
          ')]',
          '), ...prefix("auth", [route("login", "pages/sign-in.tsx")])]',
        ),
      },
      { refused: 'The application has login and auth/login already' },
    ],
    [
      'files of routes in another folder',
      {
        'app/routes.ts': byFiles['app/routes.ts'].replace('()', '({ rootDirectory: "pages" })'),
      },
      { refused: 'gives `flatRoutes` options' },
    ],
    [
      'a loader that is a value with a type',
      {
        'app/root.tsx': rooted(
          'export const loader: LoaderFunction = async ({ request }) => {\n  return { theme: await themeOf(request) };\n};',
        ),
      },
      {
        rewrites: ['export const loader'],
        has: {
          'app/root.tsx':
            'const loadRoot: LoaderFunction = async ({ request }) => {\n  return { theme: await themeOf(request) };\n};\n\nexport const loader = (args: Route.LoaderArgs) => authkitLoader(args, loadRoot);\n',
        },
      },
    ],
    [
      'a loader from another file',
      { 'app/root.tsx': `export { loader } from "./root.server";\n${root}` },
      { refused: 'has a loader that is no function' },
    ],
    [
      'a function that is called as the loader would be',
      {
        'app/root.tsx': rooted(
          'const loadRoot = () => null;\n\nexport function loader() {\n  return loadRoot();\n}',
        ),
      },
      { refused: 'does not fit into the rest of the file' },
    ],
    [
      'Windows line ends',
      {
        'app/root.tsx': root.replaceAll('\n', '\r\n'),
        'app/routes.ts': routes.replaceAll('\n', '\r\n'),
      },
      { rewrites: ['export default [', 'import { type RouteConfig'] },
    ],
    [
      'its folder named from here, and a port of its own',
      {
        'react-router.config.ts': 'export default { appDirectory: "./app" };\n',
        'vite.config.ts': 'export default { server: { port: 3333 } };\n',
      },
      { origin: 'http://localhost:3333', rewrites: ['export default [', 'import { type'] },
    ],
  ]

  test.each(variations)('with %s', (_, files, outcome) => {
    const rewrites = ['export default [', 'import { type RouteConfig']
    expectOutcome(app(files), outcome, rewrites)
  })
})
