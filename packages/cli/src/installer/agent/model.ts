import { CommandError, exitCodes, usageError } from '../../command/command-error.ts'
import type { Environment } from '../../environment/environment.ts'
import type { LanguageModel } from './guarded-model.ts'

export interface ChosenModel {
  /** As it is announced: `anthropic/claude-…`. */
  name: string
  load: () => Promise<LanguageModel>
}

type World = Pick<Environment, 'env' | 'fetch'>

interface Settings {
  apiKey: string
  baseURL?: string
  fetch: typeof fetch
}

interface Provider {
  /** The variable that its own SDK reads the key from. */
  key: string
  /** The variable that names another address, such as a proxy of the company. */
  address: string
  /** Used when only the key is there. */
  model: string
  load: (settings: Settings, model: string) => Promise<LanguageModel>
}

/** In the order of asking when no model is named. Each is loaded only when it is used. */
export const providers: Record<string, Provider> = {
  anthropic: {
    key: 'ANTHROPIC_API_KEY',
    address: 'ANTHROPIC_BASE_URL',
    model: 'claude-sonnet-5-5',
    load: async ({ baseURL, ...settings }, model) => {
      const { createAnthropic } = await import('@ai-sdk/anthropic')
      return createAnthropic({ ...settings, baseURL: baseURL && withVersion(baseURL) })(model)
    },
  },
  openai: {
    key: 'OPENAI_API_KEY',
    address: 'OPENAI_BASE_URL',
    model: 'gpt-6.1-sol',
    load: async (settings, model) => (await import('@ai-sdk/openai')).createOpenAI(settings)(model),
  },
  google: {
    key: 'GOOGLE_GENERATIVE_AI_API_KEY',
    address: 'GOOGLE_BASE_URL',
    model: 'gemini-pro-latest',
    load: async (settings, model) =>
      (await import('@ai-sdk/google')).createGoogleGenerativeAI(settings)(model),
  },
  mistral: {
    key: 'MISTRAL_API_KEY',
    address: 'MISTRAL_BASE_URL',
    model: 'mistral-medium-latest',
    load: async (settings, model) =>
      (await import('@ai-sdk/mistral')).createMistral(settings)(model),
  },
}

/** What `--model` may begin with. */
export function providerNames(): string {
  return [...Object.keys(providers), 'local/NAME'].join(', ')
}

/**
 * The model that `--model provider/name` or LATCHKEY_MODEL names, else the one of the first key in
 * the environment; null when there is none. `local/name` is a server that speaks OpenAI's protocol,
 * at LATCHKEY_MODEL_URL.
 */
export function chooseModel(world: World, named: string | undefined): ChosenModel | null {
  const wanted = named ?? world.env.LATCHKEY_MODEL
  if (wanted === undefined) return byKey(world)
  const [provider = '', ...rest] = wanted.split('/')
  const model = rest.join('/')
  if (provider === 'local') return local(world, model)
  const known = Object.hasOwn(providers, provider) ? providers[provider] : undefined
  if (!known) {
    throw usageError(
      `There is no provider "${provider}".`,
      `Write --model with one of ${providerNames()}.`,
    )
  }
  return remote(world, provider, known, model || known.model)
}

function byKey(world: World): ChosenModel | null {
  const found = Object.entries(providers).find(([, { key }]) => world.env[key])
  return found ? remote(world, found[0], found[1], found[1].model) : null
}

function remote(
  { env, fetch }: World,
  provider: string,
  { key, address, load }: Provider,
  model: string,
): ChosenModel {
  const apiKey = env[key]
  if (!apiKey) {
    throw new CommandError('model_key_missing', `${key} is not set, and ${provider} asks for it.`, {
      recovery: `Set ${key}, or name another model with --model.`,
      exitCode: exitCodes.authenticationRequired,
    })
  }
  const baseURL = env[address]
  const settings = { apiKey, fetch, ...(baseURL && { baseURL }) }
  return { name: `${provider}/${model}`, load: () => load(settings, model) }
}

/** Anthropic's own tools add `/v1` to the address themselves, so that people leave it out. */
function withVersion(baseURL: string): string {
  return URL.canParse(baseURL) && new URL(baseURL).pathname === '/'
    ? new URL('/v1', baseURL).href
    : baseURL
}

function local({ env, fetch }: World, model: string): ChosenModel {
  const baseURL = env.LATCHKEY_MODEL_URL
  if (!baseURL || !URL.canParse(baseURL)) {
    throw new CommandError(
      'model_url_missing',
      'LATCHKEY_MODEL_URL is not the address of a server.',
      {
        recovery: "Set it to a server that speaks OpenAI's protocol: http://localhost:11434/v1",
      },
    )
  }
  if (!model) throw usageError('A local model needs its name.', 'Write --model local/NAME.')
  return {
    name: `local/${model}`,
    load: async () => {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
      const apiKey = env.LATCHKEY_MODEL_KEY
      return createOpenAICompatible({ name: 'local', baseURL, apiKey, fetch }).chatModel(model)
    },
  }
}
