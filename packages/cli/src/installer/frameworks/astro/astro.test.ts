import { describe, expect, test } from 'vitest'
import { type Files, integrated, refusalOf } from '../../../../test/projects/integrated.ts'
import { expectOutcome, type Outcome } from '../../../../test/projects/variations.ts'

const configuration = (options: string) =>
  `import { defineConfig } from 'astro/config';\n\nexport default defineConfig(${options});\n`

const application = (files: Files = {}, packageJson: object = {}): Files => ({
  'package.json': {
    type: 'module',
    scripts: { dev: 'astro dev', build: 'astro build' },
    dependencies: { astro: '^7.3.0' },
    ...packageJson,
  },
  'tsconfig.json': '{}',
  'astro.config.mjs': configuration('{}'),
  'src/pages/index.astro': '---\n---\n<html>\n\t<body>\n\t\t<h1>Astro</h1>\n\t</body>\n</html>\n',
  ...files,
})

const adapterIn = (options: string) =>
  integrated(application({ 'astro.config.mjs': configuration(options) })).text('astro.config.mjs')

const middleware = (text: string) =>
  integrated(application({ 'src/middleware.ts': text })).text('src/middleware.ts')

describe('Astro', () => {
  test('gets an adapter, middleware, addresses of sign-in, and a page for signed-in people', () => {
    const { integration, changed, text } = integrated(application())
    expect(changed).toEqual([
      'astro.config.mjs',
      'src/env.d.ts',
      'src/lib/authkit.ts',
      'src/middleware.ts',
      'src/pages/account.astro',
      'src/pages/callback.ts',
      'src/pages/index.astro',
      'src/pages/login.ts',
      'src/pages/logout.ts',
    ])
    expect(integration).toMatchObject({
      origin: 'http://localhost:4321',
      dependencies: [{ name: '@latchkey/node' }, { name: '@astrojs/node', range: '^11' }],
      checks: ['build'],
    })
    expect(text('src/pages/login.ts')).toContain('export const prerender = false;')
    expect(text('src/pages/index.astro')).toContain('\t\t<a href="/login">Sign in</a>\n')
  })

  test.each([
    ['5.4.0', '^9'],
    ['^6.1.0', '^10'],
  ])('of version %s gets the adapter that goes with it', (version, range) => {
    const { integration } = integrated(application({}, { dependencies: { astro: version } }))
    expect(integration.dependencies[1]).toEqual({ name: '@astrojs/node', range })
  })

  test('has the adapter beside its other options', () => {
    expect(adapterIn('{}')).toContain(
      "defineConfig({\n  adapter: node({ mode: 'standalone' }),\n});",
    )
    expect(adapterIn("{\n\tsite: 'https://example.com',\n}")).toContain(
      "{\n\tadapter: node({ mode: 'standalone' }),\n\tsite: 'https://example.com',\n}",
    )
  })

  test('keeps an adapter of somebody', () => {
    const { integration, changed } = integrated(
      application({ 'astro.config.mjs': configuration('{ adapter: netlify() }') }),
    )
    expect(changed).not.toContain('astro.config.mjs')
    expect(integration.dependencies).toEqual([{ name: '@latchkey/node' }])
  })

  test.each([
    [
      'a value',
      "import { defineMiddleware } from 'astro:middleware';\n\nexport const onRequest = defineMiddleware((context, next) => next());\n",
      [
        "import { defineMiddleware, sequence } from 'astro:middleware';",
        'export const onRequest = sequence(handleAuthKit, defineMiddleware((context, next) => next()));',
      ],
    ],
    [
      'a function',
      'export function onRequest(context, next) {\n  return next();\n}\n',
      [
        'function ownOnRequest(context, next) {',
        'export const onRequest = sequence(handleAuthKit, ownOnRequest);',
      ],
    ],
    [
      'a sequence',
      "import { sequence } from 'astro:middleware';\n\nexport const onRequest = sequence(log, guard);\n",
      ['export const onRequest = sequence(handleAuthKit, log, guard);'],
    ],
  ])('composes with middleware that is %s', (_, text, expected) => {
    const result = middleware(text)
    for (const line of expected) expect(result).toContain(line)
  })

  test('follows middleware into its folder', () => {
    const path = 'src/middleware/index.ts'
    const { text } = integrated(application({ [path]: 'export const other = 1;\n' }))
    expect(text(path)).toContain("import { handleAuthKit } from '../lib/authkit';")
  })

  test('signs in below /auth where /login is taken', () => {
    const { integration, text } = integrated(
      application({ 'src/pages/login/index.astro': '<h1>Ours</h1>\n' }),
    )
    expect(integration.callbackPath).toBe('/auth/callback')
    expect(text('src/pages/auth/callback.ts')).toContain("from '../../lib/authkit';")
  })

  test('listens where its script or its configuration says', () => {
    const port = (files: Files, scripts: object = {}) =>
      integrated(application(files, { scripts: { dev: 'astro dev', ...scripts } })).integration
        .origin
    const configured = { 'astro.config.mjs': configuration('{ server: { port: 4400 } }') }
    expect(port(configured)).toBe('http://localhost:4400')
    expect(port(configured, { dev: 'astro dev --port 4500' })).toBe('http://localhost:4500')
  })

  test.each([
    [
      'Astro 4; the recipe is for 5, 6 and 7',
      application({}, { dependencies: { astro: '^4.0.0' } }),
    ],
    ['No astro.config has', application({ 'astro.config.mjs': 'export default configure();\n' })],
    ['sets `base`', application({ 'astro.config.mjs': configuration("{ base: '/docs' }") })],
    [
      'sets `trailingSlash`',
      application({ 'astro.config.mjs': configuration("{ trailingSlash: 'always' }") }),
    ],
    [
      'exports `onRequest` in braces',
      application({ 'src/middleware.ts': 'const mine = 1;\nexport { mine as onRequest };\n' }),
    ],
    ['/account', application({ 'src/pages/account.astro': '<h1>Ours</h1>\n' })],
    [
      '/login and /auth/login',
      application({ 'src/pages/login.astro': '', 'src/pages/auth/login.ts': '' }),
    ],
    [
      'src/lib/authkit.ts is where',
      application({ 'src/lib/authkit.ts': 'export const mine = 1;\n' }),
    ],
  ])('is refused with what is in the way: %s', (words, files) => {
    expect(refusalOf(files).message).toContain(words)
  })
})

describe('Astro as people have it', () => {
  const variations: [string, Files, Outcome][] = [
    [
      'pages that are built, and no adapter',
      { 'astro.config.mjs': configuration("{ output: 'static', integrations: [react()] }") },
      { has: { 'astro.config.mjs': "{ adapter: node({ mode: 'standalone' }), output: 'static'" } },
    ],
    [
      'something in its configuration that is called as the adapter',
      { 'astro.config.mjs': `import { node } from './mine';\n${configuration('{}')}` },
      { refused: 'is called `node`' },
    ],
    [
      'a port that is computed',
      { 'astro.config.mjs': configuration('{ server: { port: Number(process.env.PORT) } }') },
      { refused: 'computes the port' },
    ],
    [
      'a server by the command',
      { 'astro.config.mjs': configuration('{ server: ({ command }) => ({ port: 4400 }) }') },
      { refused: 'computes the port' },
    ],
    [
      'a language before each address',
      {
        'astro.config.mjs': configuration(
          "{ i18n: { locales: ['en'], routing: { prefixDefaultLocale: true } } }",
        ),
      },
      { refused: 'sets `prefixDefaultLocale`' },
    ],
    [
      'the usual base',
      { 'astro.config.mjs': configuration("{ base: '/', server: { host: true } }") },
      { origin: 'http://localhost:4321' },
    ],
    [
      'declarations that are a module',
      {
        'src/env.d.ts':
          '/// <reference path="../.astro/types.d.ts" />\nimport type { Cart } from \'./cart\'\n\ninterface Bag { cart: Cart }\n',
      },
      { has: { 'src/env.d.ts': 'declare global {\n  namespace App {\n    interface Locals {' } },
    ],
    [
      'middleware of all that another file exports',
      { 'src/middleware.ts': "export * from './lib/middleware'\n" },
      { refused: 'all that another file exports' },
    ],
    [
      'middleware with a type, comments and Windows line ends',
      {
        'src/middleware/index.js':
          "// Ours.\r\nimport { defineMiddleware } from 'astro:middleware'\r\n\r\n/** Logs. */\r\nexport const onRequest = defineMiddleware(async (context, next) => {\r\n\treturn next()\r\n})\r\n",
      },
      {
        rewrites: ['import { defineMiddleware', 'export const onRequest'],
        has: { 'src/middleware/index.js': '\treturn next()\r\n}))\r\n' },
      },
    ],
  ]

  test.each(variations)('with %s', (_, files, outcome) => {
    const rewrites = ['export default', 'import']
    expectOutcome(application(files), outcome, rewrites)
  })
})
