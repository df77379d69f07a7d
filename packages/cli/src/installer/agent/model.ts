import type { LanguageModel } from 'ai'
import { CommandError, usageError } from '../../command/command-error.ts'

export interface ChosenModel {
  /** As it is announced: `anthropic/claude-…`. */
  name: string
  load: () => Promise<LanguageModel>
}

type Env = Record<string, string | undefined>

interface Provider {
  /** The variable that its own SDK reads the key from. */
  key: string
  /** Used when only the key is there. */
  model: string
  load: (settings: { apiKey: string; baseURL?: string }, model: string) => Promise<LanguageModel>
}

/** In the order of asking when no model is named. Each is loaded only when it is used. */
const providers: Record<string, Provider> = {
  anthropic: {
    key: 'ANTHROPIC_API_KEY',
    model: 'claude-sonnet-5-5',
    load: async (settings, model) =>
      (await import('@ai-sdk/anthropic')).createAnthropic(settings)(model),
  },
  openai: {
    key: 'OPENAI_API_KEY',
    model: 'gpt-6.1-sol',
    load: async (settings, model) => (await import('@ai-sdk/openai')).createOpenAI(settings)(model),
  },
  google: {
    key: 'GOOGLE_GENERATIVE_AI_API_KEY',
    model: 'gemini-pro-latest',
    load: async (settings, model) =>
      (await import('@ai-sdk/google')).createGoogleGenerativeAI(settings)(model),
  },
  mistral: {
    key: 'MISTRAL_API_KEY',
    model: 'mistral-medium-latest',
    load: async (settings, model) =>
      (await import('@ai-sdk/mistral')).createMistral(settings)(model),
  },
}

/**
 * The model that `--model provider/name` or LATCHKEY_MODEL names, else the one of the first key in
 * the environment; null when there is none. `local/name` is a server that speaks OpenAI's protocol,
 * at LATCHKEY_MODEL_URL.
 */
export function chooseModel(env: Env, named: string | undefined): ChosenModel | null {
  const wanted = named ?? env.LATCHKEY_MODEL
  if (wanted === undefined) return byKey(env)
  const [provider = '', ...rest] = wanted.split('/')
  const model = rest.join('/')
  if (provider === 'local') return local(env, model)
  const known = providers[provider]
  if (!known) {
    throw usageError(
      `There is no provider "${provider}".`,
      `Write --model PROVIDER/NAME with one of ${Object.keys(providers).join(', ')} or local.`,
    )
  }
  return remote(env, provider, known, model || known.model)
}

function byKey(env: Env): ChosenModel | null {
  const found = Object.entries(providers).find(([, { key }]) => env[key])
  if (found) return remote(env, found[0], found[1], found[1].model)
  return env.LATCHKEY_MODEL_URL ? local(env, '') : null
}

function remote(env: Env, provider: string, { key, load }: Provider, model: string): ChosenModel {
  const apiKey = env[key]
  if (!apiKey) {
    throw new CommandError('model_key_missing', `${key} is not set, and ${provider} asks for it.`, {
      recovery: `Set ${key}, or name another model with --model.`,
    })
  }
  // The providers' own variable for another address, such as a proxy of the company.
  const baseURL = env[key.replace(/(?:_GENERATIVE_AI)?_API_KEY$/, '_BASE_URL')]
  const settings = { apiKey, ...(baseURL && { baseURL }) }
  return { name: `${provider}/${model}`, load: () => load(settings, model) }
}

function local(env: Env, model: string): ChosenModel {
  const url = env.LATCHKEY_MODEL_URL
  if (!url || !URL.canParse(url)) {
    throw new CommandError(
      'model_url_missing',
      'LATCHKEY_MODEL_URL is not the address of a server.',
      {
        recovery: "Set it to a server that speaks OpenAI's protocol: http://localhost:11434/v1",
      },
    )
  }
  const name = model || 'default'
  return {
    name: `local/${name}`,
    load: async () => {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
      const apiKey = env.LATCHKEY_MODEL_KEY
      return createOpenAICompatible({ name: 'local', baseURL: url, apiKey }).chatModel(name)
    },
  }
}
