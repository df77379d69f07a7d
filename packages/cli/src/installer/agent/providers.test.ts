import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { findFreePort } from '../../../../../tests/platform.ts'
import { signInTo, startApplication } from '../../../test/agent/application.ts'
import {
  initInVain,
  initWithModel,
  testPlatform,
  withPlatform,
} from '../../../test/agent/init-with-model.ts'
import { nodeListener, nodeSignIn, serverAnswer } from '../../../test/agent/projects.ts'
import type { Turn } from '../../../test/agent/scripted-model.ts'
import { makeFolder } from '../../../test/projects/project.ts'
import { json } from '../../../test/run.ts'
import { providers } from './model.ts'

withPlatform()

/**
 * Where each provider's own server would have been asked, and how it is told the key. A local one is
 * in the tests of what is integrated.
 */
const doors = [
  ['anthropic', 'ANTHROPIC_API_KEY', '/v1/messages', 'x-api-key', 'the-key'],
  ['openai', 'OPENAI_API_KEY', '/v1/responses', 'authorization', 'Bearer the-key'],
  [
    'google',
    'GOOGLE_GENERATIVE_AI_API_KEY',
    `/v1beta/models/${providers.google?.model}:generateContent`,
    'x-goog-api-key',
    'the-key',
  ],
  ['mistral', 'MISTRAL_API_KEY', '/mistral/v1/chat/completions', 'authorization', 'Bearer the-key'],
] as const

test('there is a door for every provider', () => {
  expect(doors.map(([name]) => name)).toEqual(Object.keys(providers))
})

test.each(doors)(
  '%s reads, writes, is told of its mistake, mends it, and somebody signs in',
  async (name, key, path, header, value) => {
    const port = await findFreePort()
    const folder = makeFolder(nodeListener(port))
    const finish: Turn = [['finish', serverAnswer(port, { checks: ['build'] })]]
    const edit = (old_text: string, new_text: string): Turn => [
      ['edit_file', { path: 'answer.js', old_text, new_text }],
    ]
    const { model, result } = await initWithModel(
      folder,
      [
        // Two at once, as models do when neither needs the other.
        [
          ['list_files', {}],
          ['read_file', { path: 'answer.js' }],
        ],
        'I will write the routes first.',
        [['create_file', { path: 'sign-in.js', text: nodeSignIn }]],
        edit(
          "(request, response) => response.end('Home')",
          "(request, response) =>\n  (signInRoute(request) ?? (() => response.end('Home'))(request, response)",
        ),
        edit(
          'export const answer',
          "import { signInRoute } from './sign-in.js'\n\nexport const answer",
        ),
        [['add_packages', { names: ['@latchkey/node'] }]],
        finish,
        edit("response.end('Home'))(", "response.end('Home')))("),
        finish,
      ],
      { words: ['--model', name, '--json'], env: { [key]: 'the-key' } },
    )
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(model.requests).toHaveLength(9)
    for (const request of model.requests) {
      expect(request.path).toBe(path)
      expect(request.headers[header]).toBe(value)
    }
    expect(model.answers().slice(0, 2)).toEqual([
      'answer.js\npackage.json\nserver.js',
      expect.stringContaining('Home'),
    ])
    expect(model.requests[7]?.body).toContain('`npm run build` fails with your change')
    await startApplication(folder, json(result).data.run)
    await signInTo(port, testPlatform())
  },
)

test.each(Object.entries(providers))(
  '%s is asked for a model that its own package knows, unless another is named',
  (name, { model }) => {
    const entry = fileURLToPath(import.meta.resolve(`@ai-sdk/${name}`))
    const types = readFileSync(join(dirname(entry), 'index.d.ts'), 'utf8')
    expect(types).toContain(`'${model}'`)
  },
)

test.each([
  ['google', { GEMINI_API_KEY: 'the-key' }, 'GOOGLE_GEMINI_BASE_URL', 'x-goog-api-key'],
  ['google', { GOOGLE_API_KEY: 'the-key' }, 'GOOGLE_BASE_URL', 'x-goog-api-key'],
  ['anthropic', { ANTHROPIC_API_KEY: 'the-key' }, 'ANTHROPIC_BASE_URL', 'x-api-key'],
  ['openai', { OPENAI_API_KEY: 'the-key' }, 'OPENAI_BASE_URL', 'authorization'],
])('%s is found by %j, and at a host that %s names alone', async (name, key, address, header) => {
  const requests: Request[] = []
  await initInVain(makeFolder(nodeListener(3000)), [], {
    words: ['--model', name, '--json'],
    env: {
      ...{ GOOGLE_BASE_URL: '', ANTHROPIC_BASE_URL: '', OPENAI_BASE_URL: '' },
      ...key,
      [address]: 'http://proxy.example',
    },
    environment: {
      fetch: async (...request) => {
        const asked = new Request(...request)
        if (!asked.url.includes('proxy.example')) return fetch(...request)
        requests.push(asked)
        return new Response('{}', { status: 401 })
      },
    },
  })
  const door = doors.find(([provider]) => provider === name)?.[2]
  expect(requests.map(({ url }) => url)).toEqual([`http://proxy.example${door}`])
  expect(requests[0]?.headers.get(header)).toContain('the-key')
})
