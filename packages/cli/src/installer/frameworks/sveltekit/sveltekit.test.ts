import { describe, expect, test } from 'vitest'
import { type Files, integrated, refusalOf } from '../../../../test/projects/integrated.ts'
import { expectOutcome, type Outcome } from '../../../../test/projects/variations.ts'

const configuration =
  "import { sveltekit } from '@sveltejs/kit/vite';\n\nexport default {\n\tplugins: [sveltekit()]\n};\n"

const application = (files: Files = {}, packageJson: object = {}): Files => ({
  'package.json': {
    scripts: { dev: 'vite dev', build: 'vite build', check: 'svelte-check' },
    devDependencies: { '@sveltejs/kit': '^2.63.0', svelte: '^5.0.0', vite: '^8.0.0' },
    ...packageJson,
  },
  'tsconfig.json': '{}',
  'vite.config.ts': configuration,
  'src/app.d.ts':
    'declare global {\n\tnamespace App {\n\t\t// interface Error {}\n\t\t// interface Locals {}\n\t}\n}\n\nexport {};\n',
  'src/routes/+page.svelte':
    '<h1>Welcome to SvelteKit</h1>\n<p>Visit <a href="https://svelte.dev/docs/kit">the documentation</a></p>\n',
  ...files,
})

const hooks = (text: string) =>
  integrated(application({ 'src/hooks.server.ts': text })).text('src/hooks.server.ts')

describe('SvelteKit', () => {
  test('gets a hook, addresses of sign-in, and a page for signed-in people', () => {
    const { integration, changed, text } = integrated(application())
    expect(changed).toEqual([
      'src/app.d.ts',
      'src/hooks.server.ts',
      'src/lib/server/authkit.ts',
      'src/routes/(signed-in)/account/+page.server.ts',
      'src/routes/(signed-in)/account/+page.svelte',
      'src/routes/+page.svelte',
      'src/routes/callback/+server.ts',
      'src/routes/login/+server.ts',
      'src/routes/logout/+server.ts',
    ])
    expect(integration).toMatchObject({
      origin: 'http://localhost:5173',
      callbackPath: '/callback',
      checks: ['check', 'build'],
      environmentFile: '.env',
    })
    expect(text('src/app.d.ts')).toContain(
      "\t\tinterface Locals {\n\t\t\tauth: import('@latchkey/node/request').Auth | null;\n\t\t}\n",
    )
    expect(text('src/lib/server/authkit.ts')).toContain(
      '\n\tif (building) return resolve(event);\n',
    )
    expect(text('src/routes/+page.svelte')).toContain('<a href="/login">Sign in</a>')
  })

  test('in JavaScript has the types in comments', () => {
    const { 'tsconfig.json': _, 'src/app.d.ts': __, ...files } = application()
    const { text, changed } = integrated(files)
    expect(changed).not.toContain('src/app.d.ts')
    expect(text('src/lib/server/authkit.js')).toContain("@type {import('@sveltejs/kit').Handle}")
    expect(text('src/routes/login/+server.js')).not.toContain('RequestHandler =')
  })

  test('of Svelte 4 reads data without runes', () => {
    const { text } = integrated(
      application({}, { devDependencies: { '@sveltejs/kit': '^2', svelte: '^4.2.0' } }),
    )
    expect(text('src/routes/(signed-in)/account/+page.svelte')).toContain('export let data')
  })

  test('keeps a home page of somebody, and says where to link to', () => {
    const page = '<h1>Our shop</h1>\n'
    const { text, integration } = integrated(application({ 'src/routes/+page.svelte': page }))
    expect(text('src/routes/+page.svelte')).toBe(page)
    expect(integration.notes[0]).toBe('Link to /login where people sign in.')
  })

  test.each([
    [
      'a function that is called handle',
      'export async function handle({ event, resolve }) {\n\treturn resolve(event);\n}\n',
      [
        'async function ownHandle({ event, resolve }) {',
        'export const handle = sequence(handleAuthKit, ownHandle);',
      ],
    ],
    [
      'a value with a type',
      "import type { Handle } from '@sveltejs/kit';\nexport const handle: Handle = ({ event, resolve }) => resolve(event);\n",
      [
        'export const handle: Handle = sequence(handleAuthKit, ({ event, resolve }) => resolve(event));',
      ],
    ],
    [
      'a sequence',
      "import { sequence } from '@sveltejs/kit/hooks';\nexport const handle = sequence(first, second);\n",
      ['export const handle = sequence(handleAuthKit, first, second);'],
    ],
    [
      'nothing but another hook',
      'export const handleError = () => {};\n',
      ['export const handleError = () => {};', 'export const handle = handleAuthKit;'],
    ],
  ])('composes with hooks that have %s', (_, text, expected) => {
    const result = hooks(text)
    for (const line of expected) expect(result).toContain(line)
    expect(result).toContain("import { handleAuthKit } from '$lib/server/authkit';")
  })

  test('signs in below /auth where /login is taken, in whatever group', () => {
    const { integration, text } = integrated(
      application({ 'src/routes/(shop)/login/+page.svelte': '<h1>Ours</h1>\n' }),
    )
    expect(integration.signInPath).toBe('/auth/login')
    expect(text('src/lib/server/authkit.ts')).toContain('`/auth/login?returnTo=')
  })

  test('adds to what App.Locals declares', () => {
    const { text } = integrated(
      application({
        'src/app.d.ts':
          'declare global {\n  namespace App {\n    interface Locals {\n\t\t\tcart: string;\n\t\t}\n\t}\n}\nexport {};\n',
      }),
    )
    expect(text('src/app.d.ts')).toContain('.Auth | null;\n\t\t\tcart: string;\n')
  })

  test.each([
    [
      'SvelteKit 3; the recipe is for 2',
      application({}, { devDependencies: { '@sveltejs/kit': '^3.2.0' } }),
    ],
    [
      '@sveltejs/adapter-static',
      application(
        {},
        { devDependencies: { '@sveltejs/kit': '^2', '@sveltejs/adapter-static': '^3' } },
      ),
    ],
    [
      'sets `base`',
      application({
        'svelte.config.js': "export default { kit: { paths: { base: '/shop' } } };\n",
      }),
    ],
    [
      'exports `handle` in braces',
      application({ 'src/hooks.server.ts': "export { handle } from './mine';\n" }),
    ],
    ['cannot be read', application({ 'src/hooks.server.ts': 'export const handle = ;\n' })],
    ['/account', application({ 'src/routes/account/+page.svelte': '<h1>Ours</h1>\n' })],
    [
      'src/lib/server/authkit.ts is where',
      application({ 'src/lib/server/authkit.ts': 'export const mine = 1;\n' }),
    ],
    [
      'declares `auth` in App.Locals',
      application({
        'src/app.d.ts':
          'declare namespace App {\n\tinterface Locals {\n\t\tauth: string;\n\t}\n}\n',
      }),
    ],
  ])('is refused with what is in the way: %s', (words, files) => {
    expect(refusalOf(files).message).toContain(words)
  })
})

describe('SvelteKit as people have it', () => {
  const variations: [string, Files, Outcome][] = [
    [
      'hooks of Auth.js, taken apart',
      { 'src/hooks.server.ts': 'export const { handle, signIn } = SvelteKitAuth({});\n' },
      { refused: 'exports `handle` in braces' },
    ],
    [
      'hooks that are in another file',
      { 'src/hooks.server.ts': "export * from './lib/hooks';\n" },
      { refused: 'all that another file exports' },
    ],
    [
      'hooks in a folder',
      {
        'src/hooks.server/index.ts':
          'export const handle = ({ event, resolve }) => resolve(event);\n',
      },
      {
        rewrites: ['export const handle'],
        has: { 'src/hooks.server/index.ts': 'sequence(handleAuthKit, ({ event, resolve }) =>' },
      },
    ],
    [
      'a function that is called as ours would be',
      {
        'src/hooks.server.ts':
          'const ownHandle = () => {};\nexport async function handle({ event, resolve }) {\n\treturn resolve(event);\n}\n',
      },
      { refused: 'does not fit into the rest of the file' },
    ],
    [
      'a sequence, and Windows line ends',
      {
        'src/hooks.server.ts':
          "import { sequence } from '@sveltejs/kit/hooks';\r\n\r\n// First the log.\r\nexport const handle = sequence(\r\n\tlog,\r\n\tguard\r\n);\r\n",
      },
      {
        rewrites: ['log,'],
        has: { 'src/hooks.server.ts': 'sequence(\r\n\thandleAuthKit, log,\r\n\tguard' },
      },
    ],
    [
      'a base that depends on where it runs',
      {
        'svelte.config.js':
          "const dev = process.argv.includes('dev');\nexport default { kit: { paths: { base: dev ? '' : '/shop' } } };\n",
      },
      { refused: 'sets `base`' },
    ],
    [
      'pages in several languages',
      { 'src/routes/[[lang]]/login/+page.svelte': '<h1>Ours</h1>\n' },
      { signInPath: '/auth/login' },
    ],
    [
      'declarations of a module without App',
      { 'src/app.d.ts': "import type { Cart } from './cart';\n\nexport type Carts = Cart[];\n" },
      { has: { 'src/app.d.ts': 'declare global {\n  namespace App {\n    interface Locals {' } },
    ],
    [
      'a port in its script, and settings that are there',
      {
        'package.json': {
          scripts: { dev: 'vite dev --port 4001 --open' },
          devDependencies: { '@sveltejs/kit': '^2', svelte: '^5', vite: '^8' },
        },
        '.env': 'DATABASE_URL=postgres://localhost\n',
      },
      { origin: 'http://localhost:4001' },
    ],
  ]

  test.each(variations)('with %s', (_, files, outcome) => {
    expectOutcome(application(files), outcome, ['// interface Locals'])
  })
})
