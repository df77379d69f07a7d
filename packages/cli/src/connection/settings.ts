import { CommandError, exitCodes, usageError } from '../command/command-error.ts'
import type { Environment } from '../environment/environment.ts'
import { developmentSource, readDevelopmentKeys } from './development-keys.ts'
import { readEnvFiles } from './env-files.ts'
import { getProfile, readProfiles } from './profiles.ts'
import { publicPrefixes } from './setting-names.ts'

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
 * was not stored with: a stored key goes to its own platform alone, and one of the person's shell
 * to no address that only a file of the folder names, which may be somebody else's work.
 */
export async function findSettings(
  environment: Environment,
  flags: ConnectionFlags,
): Promise<Settings> {
  if (flags.environment) return storedSettings(environment, flags, flags.environment)
  const { lookUp } = await variables(environment)
  const typed = readUrl('--url', flags.url)
  const named = typed === undefined ? addressFrom(lookUp) : undefined
  const url = typed ?? named?.url
  const key: Found | undefined = flags.apiKey
    ? { value: flags.apiKey, source: '--api-key' }
    : (lookUp('LATCHKEY_API_KEY') ?? lookUp('WORKOS_API_KEY'))
  if (key) {
    if (named?.file && !key.file && !isLoopback(named.url)) throw keyAndFile(key, named)
    return { url: url ?? defaultUrl, apiKey: key.value, source: key.source }
  }

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

function keyAndFile({ source }: Found, named: NamedUrl): CommandError {
  return usageError(
    `The key of ${source} would go to ${named.url}, which ${named.source} names.`,
    'Give both in one place, or add --url.',
  )
}

/** Also without a key: where the platform is. */
export async function findUrl(environment: Environment, flags: ConnectionFlags): Promise<string> {
  if (flags.environment) return getProfile(await readProfiles(environment), flags.environment).url
  const { lookUp } = await variables(environment)
  const said = readUrl('--url', flags.url) ?? addressFrom(lookUp)?.url
  return said ?? usualUrl(environment)
}

/**
 * Where a person signs in. The files of the folder have no say: whoever wrote them could have an
 * owner approve a machine at a platform that is not theirs.
 */
export async function findSignInUrl(
  environment: Environment,
  flags: Pick<ConnectionFlags, 'url'>,
): Promise<string> {
  const said = readUrl('--url', flags.url) ?? urlFrom(lookUpIn(environment.env))?.url
  return said ?? usualUrl(environment)
}

async function usualUrl(environment: Environment): Promise<string> {
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
export async function findNamedUrl(environment: Environment): Promise<NamedUrl | undefined> {
  const { lookUp } = await variables(environment)
  return urlFrom(lookUp)
}

const wholeUrl = ['LATCHKEY_URL', 'WORKOS_API_BASE_URL'] as const

interface Found {
  value: string
  /** In words. */
  source: string
  /** Of the folder, where it is not from the environment of the process. */
  file?: string
}

interface NamedUrl {
  url: string
  source: string
  file: string | undefined
}

type LookUp = (name: string) => Found | undefined

async function variables({ env, cwd }: Environment): Promise<{ lookUp: LookUp }> {
  const files = await readEnvFiles(cwd)
  const lookUpInProcess = lookUpIn(env)
  return {
    lookUp(name) {
      const found = files.get(name)
      return lookUpInProcess(name) ?? (found && { ...found, source: `${name} in ${found.file}` })
    },
  }
}

const lookUpIn =
  (env: Environment['env']): LookUp =>
  (name) => {
    const value = env[name]?.trim()
    return value ? { value, source: name } : undefined
  }

/** Also where a page without a backend is told the platform, under the prefix of its framework. */
const addressFrom = (lookUp: LookUp): NamedUrl | undefined =>
  urlFrom(lookUp) ?? publicPrefixes.map((prefix) => hostFrom(lookUp, prefix)).find(Boolean)

/** `LATCHKEY_URL`, or what the official SDKs are told the host by. */
function urlFrom(lookUp: LookUp): NamedUrl | undefined {
  const [whole] = wholeUrl.flatMap((name) => lookUp(name) ?? [])
  return whole ? named(whole, whole.value) : hostFrom(lookUp)
}

function hostFrom(lookUp: LookUp, prefix = ''): NamedUrl | undefined {
  const host = lookUp(`${prefix}WORKOS_API_HOSTNAME`)
  if (!host) return undefined
  const https = lookUp(`${prefix}WORKOS_API_HTTPS`)
  const scheme = https?.value === 'false' ? 'http' : 'https'
  const port = lookUp(`${prefix}WORKOS_API_PORT`)
  // A file that takes the encryption away, or says another port, has its part in the address too.
  const decisive = [host, https, port].find((part) => part?.file) ?? host
  return named(decisive, `${scheme}://${host.value}${port ? `:${port.value}` : ''}`)
}

const named = ({ source, file }: Found, text: string): NamedUrl => ({
  url: parseUrl(source, text),
  source,
  file,
})

export const readUrl = (name: string, text: string | undefined): string | undefined =>
  text === undefined ? undefined : parseUrl(name, text)

function parseUrl(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol)) return url.origin
  throw usageError(
    `${name} is not an address that a platform could have: it must begin with http:// or https://.`,
    `Such as ${defaultUrl}.`,
  )
}

/** Whether an address leads to this machine. */
export const isLoopback = (url: string) =>
  /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(new URL(url).hostname)

/** A development server tells its staging key to whoever is on its machine. */
async function localSettings(environment: Environment, url: string): Promise<Settings> {
  if (isLoopback(url)) {
    const keys = await readDevelopmentKeys(environment, url)
    if (keys) return { url, apiKey: keys.apiKey, source: developmentSource }
  }
  throw new CommandError('authentication_required', `There is no API key for ${url}.`, {
    recovery:
      'Give one with --api-key or LATCHKEY_API_KEY, or store it: latchkey env add NAME --url URL --api-key KEY',
    exitCode: exitCodes.authenticationRequired,
  })
}
