import { describe, expect, test } from 'vitest'
import { type Files, integrated, refusalOf } from '../../../../test/projects/integrated.ts'
import { expectOutcome, type Outcome } from '../../../../test/projects/variations.ts'

const main = [
  "import { StrictMode } from 'react'",
  "import { createRoot } from 'react-dom/client'",
  "import App from './App.tsx'",
  '',
  "createRoot(document.getElementById('root')!).render(",
  '  <StrictMode>',
  '    <App />',
  '  </StrictMode>,',
  ')',
  '',
].join('\n')

const app = (more: Files = {}): Files => ({
  'package.json': {
    dependencies: { react: '^19.3.1', 'react-dom': '^19.3.1' },
    devDependencies: { vite: '^8.3.4' },
    scripts: { dev: 'vite', build: 'tsc -b && vite build' },
  },
  'tsconfig.json': '{}',
  'index.html': '<div id="root"></div><script type="module" src="/src/main.tsx"></script>',
  'src/main.tsx': main,
  'src/App.tsx': 'export default function App() {\n  return <p>Ours</p>\n}\n',
  ...more,
})

describe('React with Vite', () => {
  test('gets the provider around the application, and a component for the way in and out', () => {
    const { text, changed, integration } = integrated(app())
    expect(changed).toEqual(['src/Account.tsx', 'src/AuthProvider.tsx', 'src/main.tsx'])
    expect(text('src/main.tsx')).toBe(
      main
        .replace(
          "'./App.tsx'\n",
          "'./App.tsx'\nimport { AuthProvider } from './AuthProvider.tsx'\n",
        )
        .replace('    <App />\n', '    <AuthProvider>\n      <App />\n    </AuthProvider>\n'),
    )
    expect(integration.notes).toEqual([
      'Put <Account /> of src/Account.tsx where people sign in and out.',
    ])
  })

  test('registers its origin for calls from the browser, and no secret reaches that', () => {
    const { integration } = integrated(app())
    expect(integration).toMatchObject({
      origin: 'http://localhost:5173',
      callbackPath: '',
      signInPath: '/login',
      callsFromBrowser: true,
    })
    const settings = integration.settings({
      url: 'http://localhost:4000',
      apiKey: 'sk_test_1',
      clientId: 'client_1',
      cookiePassword: 'p'.repeat(32),
    })
    expect(Object.fromEntries(settings.map(({ name, value }) => [name, value]))).toEqual({
      VITE_WORKOS_API_HOSTNAME: 'localhost',
      VITE_WORKOS_API_HTTPS: 'false',
      VITE_WORKOS_API_PORT: '4000',
      VITE_WORKOS_CLIENT_ID: 'client_1',
    })
  })

  test('shows who is signed in on the page of the creator', () => {
    const page = [
      'export default function App() {',
      '  return (',
      '    <>',
      '      <button>Count</button>',
      '      <p>',
      '        Edit <code>src/App.tsx</code> and save to test <code>HMR</code>',
      '      </p>',
      '    </>',
      '  )',
      '}',
      '',
    ].join('\n')
    const { text, integration } = integrated(app({ 'src/App.tsx': page }))
    expect(text('src/App.tsx')).toContain('<button>Count</button>\n      <Account />\n')
    expect(text('src/App.tsx')).toContain("import { Account } from './Account.tsx'")
    expect(integration.notes).toEqual([])
  })

  test('in JavaScript, without StrictMode and endings of files: wraps what is rendered', () => {
    const { text } = integrated({
      'package.json': { dependencies: { react: '18', vite: '6' }, scripts: { start: 'vite' } },
      'index.html': '<script type="module" src="./src/index.jsx"></script>',
      'src/index.jsx':
        "import ReactDOM from 'react-dom/client';\nimport App from './App';\nReactDOM.createRoot(root).render(<App />);\n",
    })
    expect(text('src/index.jsx')).toContain('render(<AuthProvider><App /></AuthProvider>);')
    expect(text('src/index.jsx')).toContain("import { AuthProvider } from './AuthProvider';")
    expect(text('src/AuthProvider.jsx')).not.toContain('ReactNode')
  })

  test('keeps providers of others inside, and listens where the configuration says', () => {
    const { text, integration } = integrated(
      app({
        'src/main.tsx': main.replace(
          '    <App />\n',
          '    <QueryClientProvider client={client}>\n      <App />\n    </QueryClientProvider>\n',
        ),
        'vite.config.ts': 'export default { server: { port: 3200 } }\n',
      }),
    )
    expect(text('src/main.tsx')).toContain(
      [
        '    <AuthProvider>',
        '      <QueryClientProvider client={client}>',
        '        <App />',
        '      </QueryClientProvider>',
        '    </AuthProvider>',
      ].join('\n'),
    )
    expect(integration.origin).toBe('http://localhost:3200')
  })

  test('with AuthKit in it already stays as it is', () => {
    const { changed } = integrated(
      app({
        'src/main.tsx':
          "import { AuthKitProvider } from '@workos-inc/authkit-react'\nrender(<AuthKitProvider clientId='' />)\n",
      }),
    )
    expect(changed).toEqual([])
  })

  test.each([
    ['no module in index.html', { 'index.html': '<div></div>' }],
    [
      'nothing rendered that is an element',
      { 'src/main.tsx': "import { start } from './start'\nstart(document.body)\n" },
    ],
    ['a component of the name that it needs', { 'src/Account.tsx': 'export const Account = 1\n' }],
    [
      'settings under another prefix',
      { 'vite.config.ts': "export default { envPrefix: 'APP_' }\n" },
    ],
    ['another base address', { 'vite.config.ts': "export default { base: '/app/' }\n" }],
  ])('is refused with %s', (_, files) => {
    expect(refusalOf(app(files)).path).toBe(Object.keys(files).at(-1))
  })
})

describe('React as people have it', () => {
  const variations: [string, Files, Outcome][] = [
    [
      'a provider of its own that is called as ours',
      {
        'src/main.tsx': main
          .replace('import App', "import { AuthProvider } from './context/auth.tsx'\nimport App")
          .replace('<App />', '<AuthProvider><App /></AuthProvider>'),
      },
      { refused: 'src/main.tsx has something of its own that is called `AuthProvider`' },
    ],
    [
      'a page at /login',
      { 'src/router.tsx': "export const routes = [{ path: '/login', element: <Login /> }]\n" },
      { signInPath: '/auth/login', has: { 'src/AuthProvider.tsx': "=== '/auth/login'" } },
    ],
    [
      'a route at login, below another',
      { 'src/router.tsx': 'export const routes = <Route path="login" element={<Login />} />\n' },
      { signInPath: '/auth/login' },
    ],
    [
      'its script written the other way, with Windows line ends',
      {
        'index.html':
          "<!-- <script type=module src=/old.js></script> -->\r\n<script src='./src/main.tsx' type='module'></script>\r\n",
        'src/main.tsx': main.replaceAll('\n', '\r\n'),
      },
      { has: { 'src/main.tsx': '<AuthProvider>\r\n      <App />\r\n    </AuthProvider>' } },
    ],
    [
      'a router and a store',
      {
        'src/main.tsx': main.replace(
          '    <App />\n',
          '    <Provider store={store}>\n      <RouterProvider router={router} />\n    </Provider>\n',
        ),
      },
      { has: { 'src/main.tsx': '    <AuthProvider>\n      <Provider store={store}>\n' } },
    ],
    [
      'a port that is computed',
      { 'vite.config.ts': 'export default { server: { port: Number(process.env.PORT) } }\n' },
      { refused: 'computes the port' },
    ],
    [
      'a development server with https',
      {
        'vite.config.ts':
          "import ssl from '@vitejs/plugin-basic-ssl'\nexport default { plugins: [ssl()] }\n",
      },
      { refused: 'speak https' },
    ],
    [
      'its pages in another folder',
      { 'vite.config.ts': "export default { root: 'client' }\n" },
      { refused: 'sets `root`' },
    ],
    [
      'the usual base address, and a port in the script that starts it',
      {
        'vite.config.ts': "export default { base: '/' }\n",
        'package.json': {
          dependencies: { react: '19', vite: '8' },
          scripts: { start: 'vite --port=4001' },
        },
      },
      { origin: 'http://localhost:4001' },
    ],
  ]

  test.each(variations)('with %s', (_, files, outcome) => {
    expectOutcome(app(files), outcome)
  })

  test('with its settings of TypeScript in the folder above: files end as those beside them', () => {
    const { 'tsconfig.json': _, ...files } = app()
    expectOutcome(files, { has: { 'src/AuthProvider.tsx': 'ReactNode' } })
  })
})
