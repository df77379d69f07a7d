import type { Template } from './project.ts'
import { testTemplates } from './test-templates.ts'
import { byAccountPageAsked } from './walks.ts'

const root = (props: { layout: string; error: string }) => `import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
} from "react-router";
${props.error && '\nimport type { Route } from "./+types/root";'}
import "./app.css";

export function Layout({ children }${props.layout}) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary({ error }${props.error}) {
  const is404 = isRouteErrorResponse(error) && error.status === 404;
  return (
    <main className="pt-16 p-4 container mx-auto">
      <h1>{is404 ? "404" : "Error"}</h1>
    </main>
  );
}
`

const home = `import { Welcome } from "../welcome/welcome";

export function meta() {
  return [
    { title: "New React Router App" },
    { name: "description", content: "Welcome to React Router!" },
  ];
}

export default function Home() {
  return <Welcome />;
}
`

const welcome = `export function Welcome() {
  return (
    <main className="flex items-center justify-center pt-16 pb-4">
      <nav className="rounded-3xl border border-gray-200 p-6 space-y-4">
        <p className="leading-6 text-gray-700 text-center">What&apos;s next?</p>
        <ul>
          {resources.map(({ href, text }) => (
            <li key={href}>
              <a className="group flex items-center gap-3 p-3" href={href} target="_blank" rel="noreferrer">
                {text}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </main>
  );
}

const resources = [
  { href: "https://reactrouter.com/docs", text: "React Router Docs" },
  { href: "https://rmx.as/discord", text: "Join Discord" },
];
`

const viteConfig = `import { reactRouter } from "@react-router/dev/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [tailwindcss(), reactRouter()],
});
`

/** What version 7 asks its templates to opt into, and version 8 does by itself. */
const config = (version: string) =>
  `export default {
  // Server-side render by default, to enable SPA mode set this to \`false\`
  ssr: true,${version.startsWith('7.') ? '\n  future: { v8_middleware: true, v8_viteEnvironmentApi: true },' : ''}
}`

const inTypeScript = (version: string) => ({
  'app/root.tsx': root({
    layout: ': { children: React.ReactNode }',
    error: ': Route.ErrorBoundaryProps',
  }),
  'app/routes.ts':
    'import { type RouteConfig, index } from "@react-router/dev/routes";\n\nexport default [index("routes/home.tsx")] satisfies RouteConfig;\n',
  'app/routes/home.tsx': home,
  'app/welcome/welcome.tsx': welcome,
  'vite.config.ts': viteConfig,
  'react-router.config.ts': `import type { Config } from "@react-router/dev/config";\n\n${config(version)} satisfies Config;\n`,
  'tsconfig.json': {
    include: ['**/*', '**/.server/**/*', '**/.client/**/*', '.react-router/types/**/*'],
    compilerOptions: {
      lib: ['DOM', 'DOM.Iterable', 'ES2022'],
      types: ['node', 'vite/client'],
      target: 'ES2022',
      module: 'ES2022',
      moduleResolution: 'bundler',
      jsx: 'react-jsx',
      rootDirs: ['.', './.react-router/types'],
      paths: { '~/*': ['./app/*'] },
      esModuleInterop: true,
      verbatimModuleSyntax: true,
      noEmit: true,
      resolveJsonModule: true,
      skipLibCheck: true,
      strict: true,
    },
  },
})

const inJavaScript = (version: string) => ({
  'app/root.jsx': root({ layout: '', error: '' }),
  'app/routes.js':
    'import { index } from "@react-router/dev/routes";\n\nexport default [index("routes/home.jsx")];\n',
  'app/routes/home.jsx': home,
  'app/welcome/welcome.jsx': welcome,
  'vite.config.js': viteConfig,
  'react-router.config.js': `${config(version)};\n`,
})

const types = {
  '@types/node': '^22',
  '@types/react': '^19',
  '@types/react-dom': '^19',
  typescript: '^5',
}

/**
 * As `create-react-router` makes them, without the pictures: its templates are on GitHub and in no
 * package. They name one version for all of its packages, which npm could not pair otherwise.
 */
function reactRouter(version: string, { isTyped }: { isTyped: boolean }): Template {
  return {
    framework: 'react-router',
    files: {
      'package.json': {
        private: true,
        type: 'module',
        scripts: {
          build: 'react-router build',
          dev: 'react-router dev',
          start: 'react-router-serve ./build/server/index.js',
          ...(isTyped && { typecheck: 'react-router typegen && tsc' }),
        },
        dependencies: {
          '@react-router/node': version,
          '@react-router/serve': version,
          isbot: '^5',
          react: '^19',
          'react-dom': '^19',
          'react-router': version,
        },
        devDependencies: {
          '@react-router/dev': version,
          '@tailwindcss/vite': '^4',
          tailwindcss: '^4',
          vite: '^8',
          ...(isTyped && types),
        },
      },
      'app/app.css': '@import "tailwindcss";\n',
      ...(isTyped ? inTypeScript(version) : inJavaScript(version)),
    },
    portFlag: '--port',
  }
}

testTemplates(
  [
    ['React Router', reactRouter('8.4.0', { isTyped: true })],
    ['React Router in JavaScript', reactRouter('8.4.0', { isTyped: false })],
    ['React Router 7', reactRouter('7.16.0', { isTyped: true })],
  ],
  byAccountPageAsked,
)
