import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFreePort } from '../../../../tests/platform.ts'
import { startTestPlatform, type TestPlatform } from '../../test/platform.ts'
import { emptyFolder, type Result, run } from '../../test/run.ts'
import type { ArgumentSpec, Command, Group, OptionSpec } from '../command/command.ts'
import { exitCodes } from '../command/command-error.ts'
import { flagName } from '../command/names.ts'
import { root } from './root.ts'

/** Groups that are about something else, or are tested apart. */
const otherGroups = new Set(['env', 'config', 'migrate', 'api', 'mcp', 'skills'])

/** Everything that administers an environment over the API. */
const nouns = Object.entries(root.children).filter(
  ([name, node]) => node.kind === 'group' && !otherGroups.has(name),
) as [string, Group][]
const verbs = (
  await Promise.all(
    nouns.flatMap(([noun, { children }]) =>
      Object.entries(children).map(async ([verb, node]) =>
        node.kind === 'command' ? { words: [noun, verb], command: await node.load() } : [],
      ),
    ),
  )
).flat()

const bin = fileURLToPath(new URL('../../bin/latchkey.mjs', import.meta.url))

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform()
})
afterAll(() => platform?.stop())

interface Verb {
  words: string[]
  command: Command
}

/** The command with this text wherever it takes one: what it needs alone, or everything. */
function typed({ words, command }: Verb, text: string, isWhole: boolean): string[] {
  const options = Object.entries<OptionSpec>(command.options ?? {})
    .filter(
      ([, { required, type, choices }]) => required || (isWhole && type === 'string' && !choices),
    )
    .map(([key]) => `--${flagName(key)}=${key === 'metadata' ? `key=${text}` : text}`)
  const yes = 'yes' in (command.options ?? {}) ? ['--yes'] : []
  const taken = Object.values<ArgumentSpec>(command.arguments ?? {}).filter(
    ({ optional }) => !optional,
  )
  return [...words, ...yes, ...options, '--json', '--', ...taken.map(() => text)]
}

const shortened = (text: string) => text.slice(0, 80)

/** What is wrong with an answer that programs read; nothing is best. */
function complaints(words: string[], { code, stdout, stderr }: Result): string[] {
  const said = `${words.map(shortened).join(' ')} (${code}): ${(stdout + stderr).slice(0, 300)}`
  if ((stdout === '') === (stderr === '')) return [`Not one document: ${said}`]
  let document: { error?: { code: string; message: string } }
  try {
    document = JSON.parse(stdout || stderr)
  } catch {
    return [`No JSON: ${said}`]
  }
  const { error } = document
  if ((error === undefined) !== (code === exitCodes.ok)) return [`Another exit code: ${said}`]
  return error?.code === 'unexpected_error' || error?.message === ''
    ? [`Nobody foresaw it: ${said}`]
    : []
}

async function askAll(ask: (verb: Verb) => string[], how: (typed: string[]) => Promise<Result>) {
  const wrong: string[] = []
  const codes = new Set<number>()
  for (const verb of verbs) {
    const words = ask(verb)
    const result = await how(words)
    codes.add(result.code)
    wrong.push(...complaints(words, result))
  }
  expect(wrong).toEqual([])
  return [...codes]
}

describe('every command of administration, with --json, says one document', () => {
  test.each([
    ['a path', '../../organizations'],
    ['two dots', '..'],
    ['a query', 'user_01H?limit=1#top'],
    ['nothing', ''],
    ['letters of everywhere', 'Ünï✓💥אב'],
    ['an option', '--help'],
    ['a character that ends texts', 'user\0'],
    ['more than anybody types', 'x'.repeat(20_000)],
  ])('when it is given %s', async (_, text) => {
    await askAll(
      (verb) => typed(verb, text, false),
      (words) => platform.run(words),
    )
    await askAll(
      (verb) => typed(verb, text, true),
      (words) => platform.run(words),
    )
  })

  test.each([
    ['a page', 200, 'text/html', '<html>Welcome</html>'],
    ['half an answer', 200, 'application/json', '{"data": ['],
    ['a refusal without words', 403, 'text/plain', ''],
    ['a page that is not there', 404, 'text/html', '<h1>Not Found</h1>'],
    ['a refusal in other words', 403, 'application/json', '{"error":"no"}'],
  ])('when it is answered with %s', async (_, status, type, body) => {
    const server = await listen((request, response) => {
      request.resume()
      response.writeHead(status, { 'content-type': type }).end(body)
    })
    const env = { LATCHKEY_URL: urlOf(server), LATCHKEY_API_KEY: 'sk_test_1' }
    await askAll(
      (verb) => typed(verb, 'user_01H', false),
      (words) => run(words, { env }),
    ).finally(() => server.close())
  })
})

describe('every command of administration', () => {
  const asks = (verb: Verb) => typed(verb, 'https://app.example.com', true)

  test('ends with 4 for a wrong key, unless it was typed wrong', async () => {
    const env = { LATCHKEY_API_KEY: 'sk_test_of_nobody' }
    const codes = await askAll(
      (verb) => typed(verb, 'user_01H', false),
      (words) => platform.run(words, { env }),
    )
    expect(codes.sort()).toEqual([exitCodes.error, exitCodes.authenticationRequired])
  })

  test('ends with 1 where nothing answers', async () => {
    const port = await findFreePort()
    const env = { LATCHKEY_URL: `http://127.0.0.1:${port}`, LATCHKEY_API_KEY: 'sk_test_1' }
    expect(await askAll(asks, (words) => run(words, { env }))).toEqual([exitCodes.error])
  })

  test('ends with 1 at a port that is of another protocol', async () => {
    const env = { LATCHKEY_URL: 'http://127.0.0.1:22', LATCHKEY_API_KEY: 'sk_test_1' }
    expect(await askAll(asks, (words) => run(words, { env }))).toEqual([exitCodes.error])
  })

  test('ends with 1 for an address that is none', async () => {
    const env = { LATCHKEY_URL: 'ftp://nowhere', LATCHKEY_API_KEY: 'sk_test_1' }
    expect(await askAll(asks, (words) => run(words, { env }))).toEqual([exitCodes.error])
  })
})

const control = '\u001b'
const turned = '\u202e'

test('what strangers are called moves no cursor, in successes and refusals', async () => {
  const name = `${control}[2JAcme${turned}`
  const made = await platform.run(['organization', 'create', name])
  expect(made.stdout).toContain('Acme')
  const { stderr } = await platform.run(['user', 'get', name])
  expect(stderr).toContain('Acme')
  for (const said of [made.stdout, stderr]) {
    expect(said).not.toContain(control)
    expect(said).not.toContain(turned)
  }
})

test.each([
  ['feature-flag', 'create', 'latchkey config apply'],
  ['feature-flag', 'delete', 'in the dashboard, under Feature flags'],
  ['cors', 'delete', 'in the dashboard, under Redirects'],
  ['domain', 'list', 'latchkey organization get'],
  ['connection', 'create', 'The API makes no connections'],
  ['role', 'delete', 'deleted in the dashboard'],
])('latchkey %s %s, which there is not, says what there is', async (noun, verb, instead) => {
  const { code, stderr } = await run([noun, verb, 'something'])
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(instead) })
})

describe('a command as a process', () => {
  beforeAll(async () => {
    for (const name of ['Acme', 'Readers']) await platform.run(['organization', 'create', name])
  })

  const shell = async (line: string) => {
    const child = spawn('bash', ['-o', 'pipefail', '-c', line], {
      cwd: await emptyFolder(),
      env: {
        PATH: process.env.PATH,
        HOME: await emptyFolder(),
        LATCHKEY_URL: platform.url,
        LATCHKEY_API_KEY: platform.apiKey,
        latchkey: `${process.execPath} ${bin}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ])
    return { code, stdout, stderr }
  }

  test.each([
    ['$latchkey user list --help | head -1', 0],
    ['$latchkey organization list --limit 100 --json | head -c 1', 0],
    ['$latchkey user get user_nobody 2>&1 >/dev/null | true', 1],
    // There is a further page, which is a remark on standard error.
    ['$latchkey organization list --limit 1 2>&1 >/dev/null | true', 0],
    ['$latchkey user list >&-', 0],
  ])('%s ends quietly when nobody reads on', async (line, code) => {
    const result = await shell(line)
    expect({ code: result.code, stderr: result.stderr }).toEqual({ code, stderr: '' })
  })

  test('asks nothing where nobody sits, and says how to answer beforehand', async () => {
    const { code, stdout, stderr } = await shell('$latchkey session revoke session_nobody')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('Answer it beforehand with --yes.')
  })
})

async function listen(answer: RequestListener): Promise<Server> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
