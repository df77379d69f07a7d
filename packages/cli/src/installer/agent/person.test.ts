import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { initInVain, initWithModel, withPlatform } from '../../../test/agent/init-with-model.ts'
import { expressFactory, koa, serverAnswer } from '../../../test/agent/projects.ts'
import type { Turn } from '../../../test/agent/scripted-model.ts'
import { makeFolder } from '../../../test/projects/project.ts'
import { emptyFolder, json, jsonError } from '../../../test/run.ts'

withPlatform()

const signIn = "import { authKit } from '@latchkey/node/express' // /callback\n"
const write: Turn = [['create_file', { path: 'sign-in.js', text: signIn }]]
const finish: Turn = [['finish', serverAnswer(3000)]]
const giveUp: Turn = [['give_up', { reason: 'No.' }]]
const named = ['--model', 'local/scripted']

describe('which model is used', () => {
  const key = { ANTHROPIC_API_KEY: 'a-key-of-anthropic' }

  test('one that nobody named is asked about, and not used after a no', async () => {
    const { model, result } = await initInVain(makeFolder(koa(3000)), [giveUp], {
      words: [],
      env: key,
      keys: ['n'],
    })
    expect(result.stderr).toContain('Let anthropic/claude-')
    expect(result.stderr).toContain('read it and write the integration?')
    expect(result.stderr).toContain('none of the frameworks that the installer knows')
    expect(model.requests).toEqual([])
  })

  test('one that nobody named is used after a yes', async () => {
    const { model } = await initInVain(makeFolder(koa(3000)), [giveUp], {
      words: [],
      env: key,
      keys: ['y'],
    })
    expect(model.requests).toHaveLength(1)
  })

  test.each([
    ['a framework that is not known', koa(3000), 'unknown_framework'],
    ['a project that the recipe refuses', expressFactory(3000), 'recipe_refused'],
  ])('one that nobody named is not used where nobody can be asked: %s', async (_, files, code) => {
    const { model, result } = await initInVain(makeFolder(files), [giveUp], {
      words: ['--json'],
      env: key,
    })
    expect(result.code).toBe(1)
    expect(jsonError(result)).toMatchObject({ code, recovery: expect.stringContaining('--model') })
    expect(model.requests).toEqual([])
  })

  test.each([
    ['--agent without any', ['--agent'], {}, 1, 'There is no model to use.'],
    ['a provider that is not known', ['--model', 'acme/x'], {}, 1, 'There is no provider "acme".'],
    ['no key for the provider', ['--model', 'mistral'], {}, 4, 'MISTRAL_API_KEY is not set'],
    ['a local one without its name', ['--model', 'local'], {}, 1, 'A local model needs its name.'],
    [
      'a local one without its address',
      ['--model', 'local/x'],
      { LATCHKEY_MODEL_URL: 'localhost' },
      1,
      'LATCHKEY_MODEL_URL is not the address of a server.',
    ],
  ])('is refused with %s', async (_, words, env, code, message) => {
    const { model, result } = await initInVain(makeFolder(koa(3000)), [giveUp], {
      words: [...words, '--json'],
      env,
    })
    expect(result.code).toBe(code)
    expect(jsonError(result).message).toContain(message)
    expect(model.requests).toEqual([])
  })

  test.each([
    ['anthropic', { ANTHROPIC_API_KEY: 'the-key' }, 'x-api-key', 'the-key'],
    ['openai', { OPENAI_API_KEY: 'the-key' }, 'authorization', 'Bearer the-key'],
    ['local/qwen', { LATCHKEY_MODEL_KEY: 'the-key' }, 'authorization', 'Bearer the-key'],
  ])('%s is spoken to in its own protocol, with its own key', async (name, env, header, value) => {
    const turns: Turn[] = [[['read_file', { path: 'server.js' }]], giveUp]
    const { model, result } = await initInVain(makeFolder(koa(3000)), turns, {
      words: ['--model', name, '--json'],
      env,
    })
    expect(jsonError(result)).toMatchObject({ code: 'model_gave_up' })
    expect(model.requests[0]?.headers[header]).toBe(value)
    expect(model.answers()).toEqual([expect.stringContaining('new Koa()')])
  })

  test('Anthropic is told to keep the conversation, which each step sends again', async () => {
    const { model } = await initInVain(makeFolder(koa(3000)), [giveUp], {
      words: ['--model', 'anthropic'],
      env: key,
    })
    expect(JSON.parse(model.requests[0]?.body ?? '{}').cache_control).toEqual({ type: 'ephemeral' })
  })

  test('OpenAI is told to store nothing, and hands its thoughts back sealed', async () => {
    const { model } = await initInVain(makeFolder(koa(3000)), [giveUp], {
      words: ['--model', 'openai'],
      env: { OPENAI_API_KEY: 'the-key' },
    })
    const asked = JSON.parse(model.requests[0]?.body ?? '{}')
    expect(asked.store).toBe(false)
    expect(asked.include).toContain('reasoning.encrypted_content')
  })

  test('LATCHKEY_MODEL names one, too', async () => {
    const { model } = await initInVain(makeFolder(koa(3000)), [giveUp], {
      words: [],
      env: { LATCHKEY_MODEL: 'local/qwen3-coder' },
    })
    expect(JSON.parse(model.requests[0]?.body ?? '{}').model).toBe('qwen3-coder')
  })
})

describe('a person at the terminal', () => {
  test('sees each edit as a diff, and can refuse the whole', async () => {
    const { result } = await initInVain(makeFolder(koa(3000)), [write, finish], {
      words: named,
      keys: ['n'],
      env: { NO_COLOR: '1' },
    })
    expect(result.stderr).toContain(`+++ b/sign-in.js\n@@ -0,0 +1,1 @@\n+${signIn}`)
    expect(result.stderr).toContain('Keep these changes of local/scripted?')
    expect(result.code).toBe(2)
    expect(result.stderr).toContain('Cancelled. Nothing was changed.')
  })

  test('sees what is added in its colour, what the model used up, and that it is at work', async () => {
    const { result } = await initInVain(makeFolder(koa(3000)), [write, giveUp], {
      words: named,
      keys: [],
    })
    expect(result.stderr).toContain(`\u001b[32m+${signIn.trim()}\u001b[39m`)
    expect(result.stderr).toContain('local/scripted used 2,000 of 400,000 tokens.')
    expect(result.stderr).toContain('local/scripted is thinking')
  })

  test('is asked once before scripts run, and a no runs none', async () => {
    const folder = makeFolder({
      'package.json': { scripts: { test: 'touch ran', build: 'touch ran' } },
    })
    const { model } = await initInVain(
      folder,
      [[['run_script', { script: 'test' }]], [['run_script', { script: 'build' }]], giveUp],
      { words: named, keys: ['n'] },
    )
    const refusal = 'The person does not want scripts to run. Go on without.'
    expect(model.answers()).toEqual([refusal, refusal])
  })

  /** Keeps what a model wrote; the check of the project writes down what it sees. */
  const keep = async (keys: string[]) => {
    const seen = join(await emptyFolder(), 'seen.json')
    const script = `require('node:fs').writeFileSync('${seen}', JSON.stringify(process.env))`
    const folder = makeFolder({
      ...koa(3000),
      'package.json': { scripts: { start: 'node server.js', test: 'node check.cjs' } },
      'check.cjs': script,
      '.gitignore': 'node_modules\n',
    })
    const asksToRun: Turn[] = keys.length > 1 ? [[['run_script', { script: 'test' }]]] : []
    const turns: Turn[] = [
      ...asksToRun,
      write,
      [['finish', serverAnswer(3000, { checks: ['test'] })]],
    ]
    const { result } = await initWithModel(folder, turns, {
      words: named,
      keys,
      env: { PAYMENT_TOKEN: 'a-token-of-payments' },
    })
    expect(result.code, result.stderr).toBe(0)
    return existsSync(seen) ? JSON.parse(await readFile(seen, 'utf8')) : null
  }

  test('who keeps what a model wrote has it checked, without the secrets of the shell', async () => {
    const seen = await keep(['y'])
    expect(seen.PATH).toBeTypeOf('string')
    expect(seen).not.toHaveProperty('PAYMENT_TOKEN')
  })

  test('whose no was to scripts may keep what a model wrote, and nothing of it has run', async () => {
    expect(await keep(['n', 'y'])).toBeNull()
  })

  test('is asked before a model writes beside changes that are not committed', async () => {
    const folder = makeFolder(koa(3000))
    execFileSync('git', ['init', '--quiet'], { cwd: folder })
    const { model, result } = await initInVain(folder, [write], { words: [...named, '--json'] })
    expect(jsonError(result).code).toBe('dirty_work_tree')
    expect(model.requests).toEqual([])
  })
})

describe('a dry run', () => {
  test('shows the patch of the model, runs nothing and writes nothing', async () => {
    const folder = makeFolder({ ...koa(3000) })
    const { model, result } = await initInVain(
      folder,
      [
        write,
        [['add_packages', { names: ['@latchkey/node'] }]],
        [['run_script', { script: 'test' }]],
        [['finish', serverAnswer(3000, { checks: ['test'] })]],
      ],
      { words: [...named, '--dry-run', '--json'] },
    )
    expect(result.code).toBe(0)
    expect(json(result).data).toMatchObject({
      framework: null,
      packages: ['@latchkey/node'],
      checks: ['npm run test'],
      registration: { redirect_uris: ['http://localhost:3000/callback'] },
    })
    expect(json(result).data.patch).toContain(`+${signIn}`)
    expect(json(result).data.patch).toContain('# .env: not shown, it holds secrets')
    expect(model.answers()[1]).toContain('Not available in a dry run')
    expect(model.answers()[2]).toContain('Not available in a dry run')
    expect(existsSync(join(folder, 'node_modules'))).toBe(false)
  })

  test('asks no model that nobody named', async () => {
    const { model, result } = await initInVain(makeFolder(koa(3000)), [giveUp], {
      words: ['--dry-run', '--json'],
      env: { OPENAI_API_KEY: 'the-key' },
    })
    expect(jsonError(result).code).toBe('unknown_framework')
    expect(model.requests).toEqual([])
  })
})
