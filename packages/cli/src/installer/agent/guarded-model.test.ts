import { expect, test } from 'vitest'
import { guarded, type LanguageModel } from './guarded-model.ts'

type Options = Parameters<LanguageModel['doGenerate']>[0]

/** What arrives at a model behind the guard, which takes out the word "secret". */
async function arriving(prompt: Options['prompt']): Promise<Options['prompt']> {
  let arrived: Options['prompt'] = []
  const model = {
    specificationVersion: 'v4',
    provider: 'test',
    modelId: 'test',
    supportedUrls: {},
    doGenerate: async (options: Options) => {
      arrived = options.prompt
      return { content: [], finishReason: { unified: 'stop' }, usage: {}, warnings: [] }
    },
  } as unknown as LanguageModel
  await guarded(model, (text) => text.replaceAll('secret', '…')).doGenerate({ prompt })
  return arrived
}

test('what was asked, read or printed is cleaned on its way, whatever form it has', async () => {
  const result = { type: 'tool-result', toolCallId: 'secret-1', toolName: 'read_file' } as const
  expect(
    await arriving([
      { role: 'system', content: 'a secret' },
      { role: 'user', content: [{ type: 'text', text: 'It fails: secret' }] },
      {
        role: 'tool',
        content: [
          { ...result, output: { type: 'text', value: 'a secret' } },
          { ...result, output: { type: 'error-text', value: 'a secret' } },
          { ...result, output: { type: 'json', value: { deep: ['a secret'] } } },
        ],
      },
    ]),
  ).toEqual([
    { role: 'system', content: 'a …' },
    { role: 'user', content: [{ type: 'text', text: 'It fails: …' }] },
    {
      role: 'tool',
      content: [
        // The joint between a call and its answer stays.
        { ...result, output: { type: 'text', value: 'a …' } },
        { ...result, output: { type: 'error-text', value: 'a …' } },
        { ...result, output: { type: 'json', value: { deep: ['a …'] } } },
      ],
    },
  ])
})

test('what the model said itself stays as it said it', async () => {
  const said: Options['prompt'] = [
    { role: 'assistant', content: [{ type: 'text', text: 'secret' }] },
  ]
  expect(await arriving(said)).toEqual(said)
})
