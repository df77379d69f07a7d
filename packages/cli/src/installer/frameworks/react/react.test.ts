import { describe, expect, test } from 'vitest'
import { type Files, integrated, refusalOf } from '../../../../test/projects/integrated.ts'

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
