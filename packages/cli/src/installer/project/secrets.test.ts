import { describe, expect, test } from 'vitest'
import { isSecretFile, isSecretName, secretRemover } from './secrets.ts'

describe('a file that holds secrets', () => {
  test.each([
    '.env',
    '.ENV',
    '.env.local',
    'apps/web/.env.production',
    '.envrc',
    'prod.env',
    '.npmrc',
    '.yarnrc.yml',
    '.netrc',
    '.dev.vars',
    '.git/config',
    '.git',
    '.latchkey/installation.json',
    '.aws/credentials',
    'certs/server.key',
    'AuthKey_1.p8',
    'id_ed25519',
    'credentials.json',
    'gcp-service-account.json',
    'service-account.json',
    'config/secrets.yml',
    'terraform.tfstate',
    'prod.tfvars',
    'npm-debug.log',
    'backup.dump',
    'data.sqlite',
  ])('is known by its name: %s', (path) => expect(isSecretFile(path)).toBe(true))

  test.each([
    '.env.example',
    '.env.sample',
    'src/env.ts',
    'src/environment.js',
    'src/keys/keyboard.ts',
    'src/secrets.ts',
    'src/secret-page.tsx',
    'src/credentials-form.tsx',
    'package.json',
    '.gitignore',
    'src/ideas.md',
  ])('is not %s', (path) => expect(isSecretFile(path)).toBe(false))
})

test.each(['API_KEY', 'stripeSecret', 'NPM_TOKEN', 'DATABASE_URL', 'PGPASSWORD', 'SENTRY_DSN'])(
  'a secret is known by its name: %s',
  (name) => expect(isSecretName(name)).toBe(true),
)

test.each(['PATH', 'HOME', 'LATCHKEY_URL', 'GIT_AUTHOR_NAME', 'NODE_ENV', 'PORT'])(
  '%s is none',
  (name) => expect(isSecretName(name)).toBe(false),
)

describe('a text without secrets', () => {
  const known = ['hunter-two-hunter', 'p@ss"word/with+signs']
  const bytes = Buffer.from('hunter-two-hunter')

  test.each([
    ['as it is', 'x hunter-two-hunter y'],
    ['in an address', encodeURIComponent('p@ss"word/with+signs')],
    ['in JSON', JSON.stringify({ a: 'p@ss"word/with+signs' })],
    ['in hexadecimal', bytes.toString('hex')],
    ['backwards', 'retnuh-owt-retnuh'],
    ['in Base64', bytes.toString('base64')],
    ['in Base64, behind one byte', Buffer.from('1hunter-two-hunter').toString('base64')],
    ['in Base64, behind two bytes', Buffer.from('22hunter-two-hunter:').toString('base64')],
    ['in Base64 for addresses', Buffer.from('p@ss"word/with+signs').toString('base64url')],
  ])('has none that is known, %s', (_, text) => {
    const clean = secretRemover(known)(text)
    expect(clean).toContain('<secret>')
    expect(clean).not.toMatch(/hunter|p@ss|aHVudGVy|h1bnRlc|odW50ZX/)
  })

  // Put together here, so that no scanner takes this file for a leak.
  const letters = 'aB3dE5gH7jK9mN1pQ3sT5vX7'
  test.each([
    ['a key of Stripe', `const stripe = new Stripe('${['sk', 'live', letters].join('_')}')`],
    ['a token of GitHub', `token ${['ghp', letters].join('_')}`],
    ['a key of AWS', `id = ${'AKIA'}${letters.toUpperCase().slice(0, 16)}`],
    ['a password in an address', `'postgres://app:${letters}@localhost:5432/app'`],
    ['a bearer token', `Authorization: Bearer ${letters}`],
    ['a JSON web token', `${'eyJ'}hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${letters}`],
    ['a password in code', `const password = "${letters}"`],
    ['a password of letters', `password: 'aBdEgHjKmNpQ'`],
    ['a password in YAML', `  db_password: ${letters}\n`],
    ['a setting of a shell', `export SESSION_SECRET=${letters}\n`],
    ['a long value without a name', `init('${letters}${letters}')`],
    ['a hash', `sha = "${'0123456789abcdef'.repeat(2)}"`],
  ])('has not what looks like %s', (_, text) => {
    const clean = secretRemover([])(text)
    expect(clean).not.toMatch(/aB3dE5|AB3DE5|aBdEgH|0123456789abcdef/)
    expect(clean).toMatch(/<[a-z ]+>/)
  })

  test('has no private key, neither its head nor its body', () => {
    const name = 'PRIVATE KEY'
    const key = `-----BEGIN ${name}-----\nMIIB\nVgIB\n-----END ${name}-----`
    expect(secretRemover([])(`a\n${key}\nb`)).toBe('a\n<private key>\nb')
  })

  test.each([
    "import { createServer } from 'node:http'",
    "const token = request.headers['authorization']",
    'function signIn({ email, password }: { email: string; password: string }) {',
    '<Route key="dashboard" path="/dashboard" element={<Dashboard />} />',
    "app.get('/users/:id/password-reset', requireAuthentication, resetPassword)",
    'secret: process.env.SESSION_SECRET,',
    'https://example.com/a?b=c',
    'export const useAuthenticatedUserSession = () => useContext(Session2)',
  ])('stays as it is: %s', (text) => expect(secretRemover(known)(text)).toBe(text))
})
