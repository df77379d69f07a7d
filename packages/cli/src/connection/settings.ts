import { CommandError, exitCodes, usageError } from '../command/command-error.ts'
import type { Environment } from '../environment/environment.ts'
import { readEnvFiles } from './env-files.ts'
import { getProfile, readProfiles } from './profiles.ts'
import { reachingFetch } from './reaching-fetch.ts'

/** Which platform, and the key that opens one of its environments. */
export interface Settings {
  /** An origin, without a trailing slash. */
  url: string
  apiKey: string
  /** Where the key was found, in words. */
  source: string
  /** Of the application, where sessions are to be verified. */
  clientId?: string
}

export interface ConnectionFlags {
  url?: string
  apiKey?: string
  environment?: string
}

export const defaultUrl = 'http://localhost:4000'

/**
 * Options, then the environment of the process, then the project's env files, then the stored
 * environment, then a development server on this machine. A key is never sent to an address that it
 * was not stored with: a stored key goes to its own platform alone.
 */
export async function findSettings(
  environment: Environment,
  flags: ConnectionFlags,
): Promise<Settings> {
  if (flags.environment) return storedSettings(environment, flags, flags.environment)
  const { lookUp } = await variables(environment)
  const url = readUrl('--url', flags.url) ?? urlFrom(lookUp)
  const key = flags.apiKey
    ? { value: flags.apiKey, source: '--api-key' }
    : (lookUp('LATCHKEY_API_KEY') ?? lookUp('WORKOS_API_KEY'))
  if (key) return { url: url ?? defaultUrl, apiKey: key.value, source: key.source }

  const profiles = await readProfiles(environment)
  const active = profiles.active && profiles.environments[profiles.active]
  if (active && (url === undefined || url === active.url)) {
    return {
      url: active.url,
      apiKey: active.apiKey,
      source: `the environment "${profiles.active}"`,
    }
  }
  return localSettings(environment, url ?? defaultUrl)
}

/** Also without a key: where the platform is. */
export async function findUrl(environment: Environment, flags: ConnectionFlags): Promise<string> {
  if (flags.environment) return getProfile(await readProfiles(environment), flags.environment).url
  const { lookUp } = await variables(environment)
  const said = readUrl('--url', flags.url) ?? urlFrom(lookUp)
  if (said) return said
  const { active, environments } = await readProfiles(environment)
  return (active && environments[active]?.url) || defaultUrl
}

async function storedSettings(
  environment: Environment,
  flags: ConnectionFlags,
  name: string,
): Promise<Settings> {
  if (flags.url || flags.apiKey) {
    throw usageError(
      '--environment names an address and a key already.',
      'Leave out --url and --api-key, or --environment.',
    )
  }
  const { url, apiKey } = getProfile(await readProfiles(environment), name)
  return { url, apiKey, source: `the environment "${name}"` }
}

/** The address that the process or the project's env files name, if they do; and the file. */
export async function findNamedUrl(
  environment: Environment,
): Promise<{ url: string; file: string | undefined } | undefined> {
  const { lookUp } = await variables(environment)
  const url = urlFrom(lookUp)
  const found = [...wholeUrl, 'WORKOS_API_HOSTNAME'].flatMap((name) => lookUp(name) ?? [])[0]
  return url === undefined ? undefined : { url, file: found?.file }
}

const wholeUrl = ['LATCHKEY_URL', 'WORKOS_API_BASE_URL'] as const

type LookUp = (name: string) => { value: string; source: string; file?: string } | undefined

async function variables({ env, cwd }: Environment): Promise<{ lookUp: LookUp }> {
  const files = await readEnvFiles(cwd)
  return {
    lookUp(name) {
      const set = env[name]?.trim()
      if (set) return { value: set, source: name }
      const found = files.get(name)
      return found && { ...found, source: `${name} in ${found.file}` }
    },
  }
}

/** `LATCHKEY_URL`, or what the official SDKs are told the host by. */
function urlFrom(lookUp: LookUp): string | undefined {
  const [whole] = wholeUrl.flatMap((name) => lookUp(name) ?? [])
  if (whole) return readUrl(whole.source, whole.value)
  const host = lookUp('WORKOS_API_HOSTNAME')
  if (!host) return undefined
  const scheme = lookUp('WORKOS_API_HTTPS')?.value === 'false' ? 'http' : 'https'
  const port = lookUp('WORKOS_API_PORT')
  return readUrl(host.source, `${scheme}://${host.value}${port ? `:${port.value}` : ''}`)
}

export function readUrl(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol)) return url.origin
  throw usageError(
    `${name} is not an address that a platform could have: it must begin with http:// or https://.`,
    `Such as ${defaultUrl}.`,
  )
}

const isLoopback = (url: string) =>
  /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(new URL(url).hostname)

/** A development server tells its staging key to whoever is on its machine. */
async function localSettings(environment: Environment, url: string): Promise<Settings> {
  if (isLoopback(url)) {
    const reach = reachingFetch(environment, url)
    const response = await reach(`${url}/_dev/environment`, {
      signal: AbortSignal.timeout(5_000),
    }).catch((error) => {
      // Something that is slow to say it has no key is no development server.
      if (error.name === 'TimeoutError') return undefined
      throw error
    })
    const answer = response?.ok ? await response.json().catch(() => undefined) : undefined
    if (typeof answer?.api_key === 'string') {
      return { url, apiKey: answer.api_key, source: 'the development server on this machine' }
    }
  }
  throw new CommandError('authentication_required', `There is no API key for ${url}.`, {
    recovery:
      'Give one with --api-key or LATCHKEY_API_KEY, or store it: latchkey env add NAME --url URL --api-key KEY',
    exitCode: exitCodes.authenticationRequired,
  })
}
