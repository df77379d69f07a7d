import { describe, expect, test } from 'vitest'
import { type Files, integrated } from '../../../test/projects/integrated.ts'
import { readGuide } from '../../guides/guides.ts'

const next = { dependencies: { next: '16.4.3' }, scripts: { dev: 'next dev' } }

const reactRouter = (version: string): Files => ({
  'package.json': {
    dependencies: { 'react-router': version, '@react-router/dev': version },
    scripts: { dev: 'react-router dev' },
  },
  'tsconfig.json': '{}',
  'app/routes.ts': [
    'import { type RouteConfig, index } from "@react-router/dev/routes";',
    'export default [index("routes/home.tsx")] satisfies RouteConfig;',
    '',
  ].join('\n'),
  'app/root.tsx': [
    'import { Outlet } from "react-router";',
    'export default function App() {',
    '  return <Outlet />;',
    '}',
    '',
  ].join('\n'),
})

/** Small projects, written the way the creators of the frameworks write theirs. */
const projects: Record<string, Files> = {
  nextjs: {
    'package.json': next,
    'tsconfig.json': '{}',
    'app/layout.tsx': [
      'import "./globals.css";',
      'export default function RootLayout({ children }: LayoutProps<"/">) {',
      '  return (',
      '    <html lang="en">',
      '      <body>{children}</body>',
      '    </html>',
      '  );',
      '}',
      '',
    ].join('\n'),
  },
  'nextjs-pages': {
    'package.json': next,
    'tsconfig.json': '{}',
    'pages/index.tsx': 'import "./home.css";\nexport default () => <main>Home</main>;\n',
  },
  react: {
    'package.json': {
      dependencies: { react: '^19.3.1', vite: '^8.3.4' },
      scripts: { dev: 'vite' },
    },
    'tsconfig.json': '{}',
    'index.html': '<script type="module" src="/src/main.tsx"></script>',
    'src/main.tsx': [
      "import { StrictMode } from 'react'",
      "import { createRoot } from 'react-dom/client'",
      'createRoot(root).render(',
      '  <StrictMode>',
      '    <App />',
      '  </StrictMode>,',
      ')',
      '',
    ].join('\n'),
  },
  'react-router': reactRouter('7.16.0'),
  'react-router-8': reactRouter('8.4.0'),
  express: {
    'package.json': { dependencies: { express: '5.2.0' }, scripts: { start: 'node server.js' } },
    'server.js': "import express from 'express';\n\nconst app = express();\n\napp.listen(3000);\n",
  },
  fastify: {
    'package.json': { dependencies: { fastify: '5.6.0' }, scripts: { start: 'node server.js' } },
    'server.js':
      "import Fastify from 'fastify'\n\nconst app = Fastify()\n\nawait app.listen({ port: 3000 })\n",
  },
  'fastify-autoload': {
    'package.json': {
      type: 'module',
      dependencies: { fastify: '5.6.0', '@fastify/autoload': '6.3.0' },
      scripts: { dev: 'fastify start -w -l info -P app.js' },
    },
    'app.js': [
      "import path from 'node:path'",
      "import AutoLoad from '@fastify/autoload'",
      'export default async function (fastify, opts) {',
      "  fastify.register(AutoLoad, { dir: path.join(import.meta.dirname, 'plugins') })",
      '}',
      '',
    ].join('\n'),
  },
  hono: {
    'package.json': {
      dependencies: { hono: '4.10.0', '@hono/node-server': '2.1.0' },
      scripts: { dev: 'tsx watch src/index.ts' },
    },
    'tsconfig.json': '{}',
    'src/index.ts': [
      "import { serve } from '@hono/node-server'",
      "import { Hono } from 'hono'",
      '',
      'const app = new Hono()',
      '',
      "app.get('/', (c) => c.text('Hello'))",
      '',
      'serve({ fetch: app.fetch, port: 3000 })',
      '',
    ].join('\n'),
  },
  node: {
    'package.json': { scripts: { start: 'node server.js' } },
    'server.js': [
      "import { createServer } from 'node:http'",
      '',
      'createServer((request, response) => {',
      "  response.end('Hello')",
      '}).listen(3000)',
      '',
    ].join('\n'),
  },
  astro: {
    'package.json': { dependencies: { astro: '7.3.5' }, scripts: { dev: 'astro dev' } },
    'tsconfig.json': '{}',
    'astro.config.mjs':
      "import { defineConfig } from 'astro/config';\n\nexport default defineConfig({});\n",
  },
  sveltekit: {
    'package.json': {
      devDependencies: { '@sveltejs/kit': '2.63.0', svelte: '5.56.1' },
      scripts: { dev: 'vite dev' },
    },
    'tsconfig.json': '{}',
    'src/app.d.ts': [
      'declare global {',
      '  namespace App {',
      '    // interface Locals {}',
      '  }',
      '}',
      'export {};',
      '',
    ].join('\n'),
  },
  'tanstack-start': {
    'package.json': {
      dependencies: { '@tanstack/react-start': '1.169.5' },
      scripts: { dev: 'vite dev --port 3000' },
    },
    'tsconfig.json': '{}',
    'src/routes/__root.tsx': [
      "import { Scripts, createRootRoute } from '@tanstack/react-router'",
      'export const Route = createRootRoute({ shellComponent: RootDocument })',
      'function RootDocument({ children }: { children: React.ReactNode }) {',
      '  return (',
      '    <html lang="en">',
      '      <body>',
      '        {children}',
      '        <Scripts />',
      '      </body>',
      '    </html>',
      '  )',
      '}',
      '',
    ].join('\n'),
  },
}

/** A block of a guide that begins with the name of its file. */
interface Listing {
  path: string
  code: string
}

function listingsOf(guide: string): Listing[] {
  return [...guide.matchAll(/^```\w+\n(?:\/\/|#|<!--) (\S+)(?: -->)?\n(.*?)^```$/gms)].map(
    ([, path, code]) => ({
      path: path ?? '',
      code: code ?? '',
    }),
  )
}

describe.each(Object.entries(projects))('the guide of %s', (name, files) => {
  const guide = readGuide(name) ?? ''
  const listings = listingsOf(guide)
  const connection = {
    url: 'http://localhost:4000',
    apiKey: 'sk_test_…',
    clientId: 'client_…',
    cookiePassword: '…',
  }

  test('shows each file that the recipe writes, to the letter', () => {
    const { changed, text, integration } = integrated(files)
    const code = listings.filter(({ path }) => path !== integration.environmentFile)
    // Of package.json only a script changes: the guide says what is added to it.
    const added = /--ignore-watch=\S+/.exec(
      changed.includes('package.json') ? text('package.json') : '',
    )
    if (added) expect(guide).toContain(added[0])
    const written = changed.filter((path) => path !== 'package.json')
    expect(code.map(({ path }) => path).sort()).toEqual(written)
    for (const listing of code) {
      const { path } = listing
      if (path in files) expect(text(path)).toContain(listing.code)
      else expect(text(path)).toBe(listing.code)
    }
  })

  test('has the settings that the recipe writes, where the framework reads them', () => {
    const { integration } = integrated(files)
    const settings = integration.settings(connection)
    expect(listings.find(({ path }) => path === integration.environmentFile)?.code).toBe(
      settings.map((setting) => `${setting.name}=${setting.value}\n`).join(''),
    )
  })

  test('installs the packages and registers the addresses of the recipe', () => {
    const { integration } = integrated(files)
    const [, packages = ''] = /npm install (.+)/.exec(guide) ?? []
    const names = packages.split(' ').map((one) => one.replace(/(?<=.)@\d+$/, ''))
    expect(names).toEqual(integration.dependencies.map((dependency) => dependency.name))
    const { origin, callbackPath, signInPath, signedOutPath } = integration
    for (const path of [callbackPath, signInPath, signedOutPath]) {
      expect(guide).toContain(`| \`${origin}${path}\` |`)
    }
  })
})
