import { afterAll, beforeAll, expect } from 'vitest'
import { startTestPlatform, type TestPlatform } from '../platform.ts'
import { snapshot } from '../projects/snapshot.ts'
import { type RunOptions, run } from '../run.ts'
import { programs } from './application.ts'
import { type ScriptedModel, startScriptedModel, type Turn } from './scripted-model.ts'

let platform: TestPlatform | undefined

/** One for each file of tests. What a model does begins only where a platform answers. */
export function withPlatform(): void {
  beforeAll(async () => {
    platform = await startTestPlatform()
  })
  afterAll(async () => {
    await platform?.stop()
    platform = undefined
  })
}

export function testPlatform(): TestPlatform {
  if (!platform) throw new Error('A file of tests calls withPlatform() first.')
  return platform
}

/** Where the model and the platform are, and the programs that a project needs. */
export function surroundings(model: ScriptedModel): Record<string, string> {
  const platform = testPlatform()
  return {
    ...programs(),
    LATCHKEY_MODEL_URL: `${model.url}/v1`,
    ANTHROPIC_BASE_URL: model.url,
    OPENAI_BASE_URL: `${model.url}/v1`,
    GOOGLE_BASE_URL: `${model.url}/v1beta`,
    MISTRAL_BASE_URL: `${model.url}/mistral/v1`,
    LATCHKEY_URL: platform.url,
    LATCHKEY_API_KEY: platform.apiKey,
    WORKOS_CLIENT_ID: platform.server.staging.clientId,
  }
}

export interface Attempt {
  model: ScriptedModel
  result: Awaited<ReturnType<typeof run>>
}

/** `latchkey init` in a folder, with a model that plays these turns. */
export async function initWithModel(
  folder: string,
  turns: Turn[],
  {
    words = ['--model', 'local/scripted'],
    env = {},
    ...options
  }: RunOptions & { words?: string[] } = {},
): Promise<Attempt> {
  const model = await startScriptedModel(turns)
  const result = await run(['init', ...words], {
    cwd: folder,
    ...options,
    env: { ...surroundings(model), ...env },
  })
  return { model, result }
}

/** As above; whatever happens, the folder must be afterwards what it was before. */
export async function initInVain(
  ...[folder, turns, options]: Parameters<typeof initWithModel>
): Promise<Attempt> {
  const before = snapshot(folder)
  const attempt = await initWithModel(folder, turns, options)
  expect(snapshot(folder)).toEqual(before)
  return attempt
}
