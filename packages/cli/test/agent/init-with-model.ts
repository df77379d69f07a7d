import { expect } from 'vitest'
import { snapshot } from '../projects/snapshot.ts'
import { type RunOptions, run } from '../run.ts'
import { programs } from './application.ts'
import { type ScriptedModel, startScriptedModel, type Turn } from './scripted-model.ts'

export interface Attempt {
  model: ScriptedModel
  result: Awaited<ReturnType<typeof run>>
}

/** `latchkey init` in a folder, with a model that plays these turns. No platform runs. */
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
  const addresses = {
    LATCHKEY_MODEL_URL: `${model.url}/v1`,
    ANTHROPIC_BASE_URL: model.url,
    OPENAI_BASE_URL: `${model.url}/v1`,
  }
  const result = await run(['init', ...words], {
    cwd: folder,
    ...options,
    env: { ...programs(), ...addresses, ...env },
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
