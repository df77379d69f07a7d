import { describe, expect, test } from 'vitest'
import { initInVain, withPlatform } from '../../../test/agent/init-with-model.ts'
import { koa } from '../../../test/agent/projects.ts'
import type { Turn } from '../../../test/agent/scripted-model.ts'
import { makeFolder } from '../../../test/projects/project.ts'
import { jsonError } from '../../../test/run.ts'

withPlatform()

/** What the providers answer, in their own words. Each comes after an edit, which must be taken back. */

const keys = {
  ANTHROPIC_API_KEY: 'the-key',
  OPENAI_API_KEY: 'the-key',
  GOOGLE_GENERATIVE_AI_API_KEY: 'the-key',
  MISTRAL_API_KEY: 'the-key',
}
const write: Turn = [['create_file', { path: 'sign-in.js', text: 'export const signIn = 1\n' }]]

const anthropic = (status: number, type: string, message: string) => ({
  status,
  headers: { 'retry-after-ms': '1' },
  body: { type: 'error', error: { type, message }, request_id: 'req_1' },
})
const openai = (status: number, code: string, message: string) => ({
  status,
  headers: { 'retry-after-ms': '1' },
  body: { error: { message, type: 'invalid_request_error', param: null, code } },
})
const google = (code: number, status: string, message: string, details: object[] = []) => ({
  status: code,
  headers: { 'retry-after-ms': '1' },
  body: { error: { code, message, status, details } },
})
const mistral = (status: number, body: object) => ({
  status,
  headers: { 'retry-after-ms': '1' },
  body,
})
const badRequest = (message: string, code: string) => ({
  object: 'error',
  type: 'invalid_request_error',
  param: null,
  message,
  code,
})

type Case = [provider: string, turn: Turn]

async function endingOf([provider, turn]: Case) {
  const { result } = await initInVain(makeFolder(koa(3000)), [write, turn], {
    words: ['--model', provider, '--json'],
    env: keys,
  })
  const error = jsonError(result)
  expect(error.message).toMatch(new RegExp(`^[^.]*${provider}/`))
  expect(error.recovery).toMatch(/^Nothing was changed\. .*\.$/)
  expect(result.stderr).not.toContain('the-key')
  return { ...error, exitCode: result.code }
}

const sentences: [code: string, exitCode: number, words: string, cases: Case[]][] = [
  [
    'model_key_refused',
    4,
    'refuses the key',
    [
      ['anthropic', anthropic(401, 'authentication_error', 'invalid x-api-key')],
      ['openai', openai(401, 'invalid_api_key', 'Incorrect API key provided: the-***key.')],
      [
        'google',
        google(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
          { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' },
        ]),
      ],
      ['google', google(403, 'PERMISSION_DENIED', 'The caller does not have permission')],
      ['mistral', mistral(401, { detail: 'Unauthorized' })],
    ],
  ],
  [
    'model_credit_spent',
    1,
    'has no credit left for this key',
    [
      [
        'anthropic',
        anthropic(400, 'invalid_request_error', 'Your credit balance is too low to use the API.'),
      ],
      ['openai', openai(429, 'insufficient_quota', 'You exceeded your current quota.')],
    ],
  ],
  [
    'model_rate_limited',
    1,
    'takes no more requests for now',
    [
      ['anthropic', anthropic(429, 'rate_limit_error', 'This would exceed your rate limit.')],
      ['openai', openai(429, 'rate_limit_exceeded', 'Rate limit reached for requests')],
      ['google', google(429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted.')],
      ['mistral', mistral(429, { message: 'Requests rate limit exceeded' })],
    ],
  ],
  [
    'model_context_full',
    1,
    'cannot take in as much as this project needs',
    [
      [
        'anthropic',
        anthropic(400, 'invalid_request_error', 'prompt is too long: 1200000 tokens > 1000000'),
      ],
      ['anthropic', anthropic(413, 'request_too_large', 'Request exceeds the maximum size')],
      ['openai', openai(400, 'context_length_exceeded', 'Your input exceeds the context window.')],
      [
        'google',
        google(
          400,
          'INVALID_ARGUMENT',
          'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
        ),
      ],
      [
        'mistral',
        mistral(400, badRequest('Prompt contains 300000 tokens, too large for model.', '3051')),
      ],
    ],
  ],
  [
    'model_unknown',
    1,
    'is not there',
    [
      ['anthropic', anthropic(404, 'not_found_error', 'model: claude-x')],
      ['openai', openai(404, 'model_not_found', 'The model does not exist')],
      ['google', google(404, 'NOT_FOUND', 'models/x is not found for API version v1beta')],
      ['mistral', mistral(400, badRequest('Invalid model: x', '1500'))],
    ],
  ],
  [
    'model_unreachable',
    1,
    'answers with status 5',
    [
      ['anthropic', anthropic(529, 'overloaded_error', 'Overloaded')],
      ['openai', openai(500, 'server_error', 'The server had an error')],
      ['google', google(503, 'UNAVAILABLE', 'The model is overloaded.')],
      ['mistral', mistral(503, { message: 'Service unavailable.' })],
    ],
  ],
  [
    'model_request_refused',
    1,
    'refuses the request with status 400: ',
    [
      ['openai', openai(400, 'invalid_prompt', 'Your prompt was flagged')],
      ['google', google(400, 'FAILED_PRECONDITION', 'User location is not supported')],
    ],
  ],
  [
    'model_filtered',
    1,
    'holds its answer back',
    [
      [
        'anthropic',
        {
          status: 200,
          body: {
            id: 'msg_1',
            type: 'message',
            role: 'assistant',
            model: 'scripted',
            content: [],
            stop_reason: 'refusal',
            usage: { input_tokens: 9, output_tokens: 1 },
          },
        },
      ],
      [
        'openai',
        {
          status: 200,
          body: {
            id: 'resp_1',
            object: 'response',
            created_at: 0,
            model: 'scripted',
            status: 'incomplete',
            incomplete_details: { reason: 'content_filter' },
            output: [],
            usage: { input_tokens: 9, output_tokens: 1 },
          },
        },
      ],
      ['google', { status: 200, body: { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } } }],
      ['google', { status: 200, body: { candidates: [{ index: 0, finishReason: 'SAFETY' }] } }],
    ],
  ],
]

describe.each(sentences)('%s (exit code %i)', (code, exitCode, words, cases) => {
  test.each(cases)(`%s ${words}: %j`, async (...refused) => {
    const ending = await endingOf(refused)
    expect(ending).toMatchObject({ code, exitCode })
    expect(ending.message).toContain(words)
  })
})

test('what a provider says itself is told, without what looks like a key and in one line', async () => {
  const secret = ['sk', 'live', 'canary0of0the0provider'].join('_')
  const { message } = await endingOf([
    'openai',
    openai(400, 'invalid_value', `Unsupported\nvalue \u001b[2K${secret}.`),
  ])
  expect(message).toMatch(/status 400: Unsupported value <key>\.$/)
})

test('Gemini that could not write its call is told to go on, and goes on', async () => {
  const broken: Turn = [['create_file', '{"path": "a.js", "te']]
  const { model, result } = await initInVain(
    makeFolder(koa(3000)),
    [write, broken, [['give_up', { reason: 'Enough.' }]]],
    { words: ['--model', 'google', '--json'], env: keys },
  )
  expect(jsonError(result).code).toBe('model_gave_up')
  expect(model.requests[2]?.body).toContain('Go on with your tools.')
})
