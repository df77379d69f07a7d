import { execFileSync } from 'node:child_process'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type Attempt, initInVain, withPlatform } from '../../../test/agent/init-with-model.ts'
import type { Call, Turn } from '../../../test/agent/scripted-model.ts'
import { makeFolder } from '../../../test/projects/project.ts'

withPlatform()

/** Each stands somewhere in the project or around it, and none may arrive at the model. */
const canaries = {
  env: 'canary-of-env-4711',
  local: 'canary-of-env-local-4712',
  url: 'canary-in-a-database-url-4713',
  npmrc: 'canary-of-npmrc-4714',
  git: 'canary-of-git-config-4715',
  process: 'canary-of-the-process-4716',
  source: ['sk', 'live', 'canary0of0the0source'].join('_'),
  password: 'canary-typed-into-code',
  built: 'canary-of-the-build-4717',
  ignored: 'canary-that-git-leaves-out-4718',
  key: 'canary-of-the-model-4719',
  manifest: 'canary-of-package-json-4720',
  pem: 'CANARY+OF+A+PRIVATE+KEY',
}

const projectWithCanaries = (scripts: Record<string, string> = {}) => {
  const folder = makeFolder({
    'package.json': {
      name: 'app',
      dependencies: { koa: '^3.0.0' },
      config: { apiKey: canaries.manifest, registry: `https://ada:${canaries.url}@example.com` },
      scripts,
    },
    '.env': `STRIPE_KEY=${canaries.env}\nDATABASE_URL=postgres://app:${canaries.url}@db/app\n`,
    '.env.local': `export SESSION_SECRET="${canaries.local}"\n`,
    '.npmrc': `//registry.example.com/:_authToken=${canaries.npmrc}\n`,
    '.gitignore': '.env*\nprivate/\n',
    'private/notes.md': canaries.ignored,
    'dist/server.js': `var key = '${canaries.built}'`,
    'src/config.js': [
      `export const stripe = '${canaries.source}'`,
      `export const admin = { password: '${canaries.password}' }`,
      `export const copy = '${canaries.env}'`,
      `const pem = \`-----BEGIN PRIVATE ${'KEY'}-----`,
      canaries.pem,
      `-----END PRIVATE ${'KEY'}-----\``,
      '',
    ].join('\n'),
    'README.md': `Clone https://ada:${canaries.git}@example.com/app.git\n`,
  })
  const git = (...words: string[]) => execFileSync('git', words, { cwd: folder })
  git('init', '--quiet')
  git('remote', 'add', 'origin', `https://ada:${canaries.git}@example.com/app.git`)
  return folder
}

const environment = { PAYMENT_TOKEN: canaries.process, LATCHKEY_MODEL_KEY: canaries.key }

const attempt = (folder: string, turns: Turn[]): Promise<Attempt> =>
  initInVain(folder, [...turns, [['give_up', { reason: 'Enough.' }]]], {
    words: ['--model', 'local/scripted', '--allow-dirty'],
    env: environment,
  })

/** In the bodies; the key of the model itself is in a header, where it belongs. */
function expectNoCanary({ model, result }: Attempt): void {
  const sent = model.requests.map(({ body }) => body).join('\n')
  for (const canary of Object.values(canaries)) {
    expect(sent).not.toContain(canary)
    expect(sent).not.toContain(Buffer.from(canary).toString('base64').slice(0, -4))
    expect(sent).not.toContain(Buffer.from(canary).toString('hex'))
    expect(result.stdout + result.stderr).not.toContain(canary)
  }
}

test('a model that reads everything it can reads no secret', async () => {
  const paths = [
    '.env',
    '.env.local',
    '.npmrc',
    '.git/config',
    'private/notes.md',
    'dist/server.js',
  ]
  const calls: Call[] = [
    ['list_files', {}],
    ...paths.map((path): Call => ['read_file', { path }]),
    ['read_file', { path: 'src/config.js' }],
    // From within a key, where its first line would not tell what it is.
    ['read_file', { path: 'src/config.js', from_line: 5 }],
    ['read_file', { path: 'README.md' }],
    ['read_file', { path: 'package.json' }],
    ['search', { text: 'apiKey' }],
    ['search', { text: 'export const' }],
    ['search', { text: 'KEY' }],
  ]
  const made = await attempt(projectWithCanaries(), [calls])
  expectNoCanary(made)
  const answers = made.model.answers()
  expect(answers[7]).toContain("export const stripe = '<key>'")
  expect(answers[7]).toContain("export const copy = '<secret>'")
  expect(answers[9]).toMatch(/https:\/\/ada:<\w+>@example\.com/)
  expect(answers[10]).toContain('"apiKey": "<secret>"')
  expect(made.model.requests[0]?.headers.authorization).toBe(`Bearer ${canaries.key}`)
})

test('whether a guess is right is told neither by a search nor by an edit', async () => {
  const guess = (text: string): Call[] => [
    ['search', { text }],
    ['edit_file', { path: 'src/config.js', old_text: text, new_text: text }],
  ]
  const { model } = await attempt(projectWithCanaries(), [
    [...guess(canaries.source.slice(0, 12)), ...guess('sk_live_wrong')],
  ])
  const told = model.answers()
  expect(told.slice(0, 2)).toEqual(told.slice(2))
  expect(told[0]).toBe('Not found.')
})

test('a script that prints what it knows tells the model nothing', async () => {
  const print = [
    'const text = require("fs").readFileSync(".env", "utf8")',
    'console.log(text, Buffer.from(text).toString("base64"))',
    'for (const [name, value] of Object.entries(process.env))',
    '  if (/^(PAY|LATCH)/.test(name)) console.log(name, value, Buffer.from(value).toString("hex"))',
    'console.error(require("fs").readFileSync(".npmrc", "utf8"))',
    'console.log([...text].reverse().join(""))',
    // In colour, and as JSON within JSON.
    `console.log("\\u001b[32m" + ["sk", "live", "canary0of0the0source"].join("_"))`,
    `console.log(JSON.stringify("\\n" + ["sk", "live", "canary0of0the0source"].join("_")))`,
  ]
  const folder = projectWithCanaries({ test: 'node print.cjs' })
  // Of this process, whose environment programs inherit.
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  onTestFinished(() => void vi.unstubAllEnvs())
  const made = await attempt(folder, [
    [['create_file', { path: 'print.cjs', text: print.join('\n') }]],
    [['run_script', { script: 'test' }]],
  ])
  expectNoCanary(made)
  const [, output] = made.model.answers()
  expect(output).toContain('It passes.')
  expect(output).toContain('STRIPE_KEY=<secret>')
  expect(output).toContain('LATCHKEY_MODEL_URL http://127')
  expect(output).not.toMatch(/PAYMENT_TOKEN|LATCHKEY_MODEL_KEY/)
})
