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
  /** The variables that its SDKs read the key from, in this order. */
  keys: [string, ...string[]]
  /** The variables that name another address, such as a proxy of the company. */
  addresses: string[]
  /** What the provider's own tools add to an address themselves, so that people leave it out. */
  version: string
  /** Used when only the key is there. */
  model: string
  load: (settings: Settings, model: string) => Promise<LanguageModel>
}

/** In the order of asking when no model is named. Each is loaded only when it is used. */
export const providers: Record<string, Provider> = {
  anthropic: {
    keys: ['ANTHROPIC_API_KEY'],
    addresses: ['ANTHROPIC_BASE_URL'],
    version: '/v1',
    model: 'claude-sonnet-5-5',
    load: async (settings, model) =>
      (await import('@ai-sdk/anthropic')).createAnthropic(settings)(model),
  },
  openai: {
    keys: ['OPENAI_API_KEY'],
    addresses: ['OPENAI_BASE_URL'],
    version: '/v1',
    model: 'gpt-6.1-sol',
    load: async (settings, model) => (await import('@ai-sdk/openai')).createOpenAI(settings)(model),
  },
  google: {
    // The AI SDK has the first name of each, Google's own tools have the others.
    keys: ['GOOGLE_GENERATIVE_AI_API_KEY', 'GEMINI_API_KEY', 'GOOGLE_API_KEY'],
    addresses: ['GOOGLE_BASE_URL', 'GOOGLE_GEMINI_BASE_URL'],
    version: '/v1beta',
    model: 'gemini-4-argon',
    load: async (settings, model) =>
      (await import('@ai-sdk/google')).createGoogleGenerativeAI(settings)(model),
  },
  mistral: {
    keys: ['MISTRAL_API_KEY'],
    addresses: ['MISTRAL_BASE_URL'],
    version: '/v1',
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
  const found = Object.entries(providers).find(([, { keys }]) => firstOf(world, keys))
  return found ? remote(world, found[0], found[1], found[1].model) : null
}

const firstOf = ({ env }: World, names: string[]) =>
  names.map((name) => env[name]).find((value) => value)

function remote(
  world: World,
  provider: string,
  { keys, addresses, version, load }: Provider,
  model: string,
): ChosenModel {
  const apiKey = firstOf(world, keys)
  if (!apiKey) {
    const [key] = keys
    throw new CommandError('model_key_missing', `${key} is not set, and ${provider} asks for it.`, {
      recovery: `Set ${key}, or name another model with --model.`,
      exitCode: exitCodes.authenticationRequired,
    })
  }
  const baseURL = withVersion(firstOf(world, addresses), version)
  const settings = { apiKey, fetch: world.fetch, ...(baseURL && { baseURL }) }
  return { name: `${provider}/${model}`, load: () => load(settings, model) }
}

function withVersion(baseURL: string | undefined, version: string): string | undefined {
  return baseURL && URL.canParse(baseURL) && new URL(baseURL).pathname === '/'
    ? new URL(version, baseURL).href
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
