import { describe, expect, test } from 'vitest'
import { initInVain, withPlatform } from '../../../test/agent/init-with-model.ts'
import { koa, serverAnswer } from '../../../test/agent/projects.ts'
import type { Turn } from '../../../test/agent/scripted-model.ts'
import { makeFolder } from '../../../test/projects/project.ts'
import { jsonError } from '../../../test/run.ts'

withPlatform()

const named = ['--model', 'local/scripted', '--json']
const write: Turn = [['create_file', { path: 'sign-in.js', text: 'export const signIn = 1\n' }]]
const finish: Turn = [['finish', serverAnswer(3000)]]

/** One line of a table of refusals: what the model does, how the command ends, how often it was asked. */
type Ending = [title: string, turns: Turn[], code: string, message: string, requests: number]

const endings: Ending[] = [
  [
    'gives up',
    [write, [['give_up', { reason: 'It is a game.' }]]],
    'model_gave_up',
    'local/scripted could not do it: It is a game.',
    2,
  ],
  ['only talks, after two reminders', ['I did it.'], 'model_unfinished', 'did not finish', 3],
  ['never ends, after 60 steps', [[['list_files', {}]]], 'model_unfinished', 'did not finish', 60],
  [
    'answers with a page of HTML',
    [write, { status: 200, body: '<html>' }],
    'model_unreachable',
    'answers with something that is no answer of a model',
    2,
  ],
  ['is not there', [{ status: 404, body: '{}' }], 'model_unknown', 'status 404', 1],
  ['has no more answers', [write, 'hang up'], 'model_unreachable', 'cannot be reached', 4],
  [
    'takes no more requests, after two more tries',
    [write, { status: 429, headers: { 'retry-after-ms': '1' }, body: '{}' }],
    'model_rate_limited',
    'takes no more requests for now',
    4,
  ],
]

test.each(endings)('ends when the model %s', async (_, turns, code, message, requests) => {
  const { model, result } = await initInVain(makeFolder(koa(3000)), turns, { words: named })
  expect(result).toMatchObject({ code: 1, stdout: '' })
  expect(jsonError(result)).toMatchObject({ code, recovery: expect.stringMatching(/\.$/) })
  expect(jsonError(result).message).toContain(message)
  expect(model.requests).toHaveLength(requests)
})

test('ends with exit code 4 when the key is refused, and does not say the key', async () => {
  const { result } = await initInVain(makeFolder(koa(3000)), [{ status: 401, body: '{}' }], {
    words: named,
    env: { LATCHKEY_MODEL_KEY: 'key-that-is-refused' },
  })
  expect(result.code).toBe(4)
  expect(jsonError(result).message).toBe('local/scripted refuses the key.')
  expect(result.stderr).not.toContain('key-that-is-refused')
})

test('ends when the tokens are spent, and names the option that allows more', async () => {
  const { model, result } = await initInVain(makeFolder(koa(3000)), [write, [['list_files', {}]]], {
    words: [...named, '--max-tokens', '3000'],
  })
  expect(jsonError(result)).toMatchObject({
    code: 'model_budget_spent',
    message: 'The model used up 3,000 tokens and was stopped.',
    recovery: 'Nothing was changed. Allow more with --max-tokens.',
  })
  expect(model.requests).toHaveLength(3)
})

describe('an answer that does not fit', () => {
  /** What the model is told when it answers this, having written a file. */
  const told = async (answer: unknown, turns: Turn[] = [write]) => {
    const { model, result } = await initInVain(
      makeFolder(koa(3000)),
      [...turns, [['finish', answer]], [['give_up', { reason: 'No.' }]]],
      { words: named },
    )
    expect(result.code).toBe(1)
    return model.answers().at(-1)
  }

  test('nothing was written', async () => {
    expect(await told(serverAnswer(3000), [])).toContain('Nothing was written yet')
  })

  test.each([
    ['a callback that no code answers', { callback_path: '/back' }, 'answers /back'],
    ['a package that no code imports', {}, '@latchkey/node is named, and no code'],
    ['a script that is no check', { checks: ['start'] }, 'start is no check in package.json'],
    ['a start that is not there', { run_script: 'dev' }, 'package.json has no script "dev"'],
    [
      'a secret under a name that reaches the browser',
      { settings: [{ name: 'VITE_WORKOS_API_KEY', value: 'api_key' }] },
      'VITE_WORKOS_API_KEY would reach the browser',
    ],
    [
      'a setting of another program',
      { settings: [{ name: 'NODE_OPTIONS', value: 'url' }] },
      'must have WORKOS or LATCHKEY in it',
    ],
    ["a stranger's package", { packages: ['left-pad'] }, 'Invalid option: expected one of'],
    ['no form at all', { port: 'three' }, 'expected number, received string'],
  ])('%s', async (_, more, message) => {
    expect(await told(serverAnswer(3000, more))).toContain(message)
  })
})

test('a tool that was made up, and calls that are no JSON, are told to the model', async () => {
  const { model } = await initInVain(
    makeFolder(koa(3000)),
    [
      [['run_shell', { command: 'rm -rf .' }]],
      [['create_file', '{"path": "a.js", "te']],
      finish,
      [['give_up', { reason: 'No.' }]],
    ],
    { words: named },
  )
  const [shell, broken, early] = model.answers()
  expect(shell).toContain("unavailable tool 'run_shell'")
  expect(broken).toContain('Invalid input for tool create_file')
  expect(early).toContain('Nothing was written yet')
})
