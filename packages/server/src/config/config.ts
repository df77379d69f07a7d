import { Resolver } from 'node:dns'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** Where an installation keeps what it has. */
export interface StorageConfig {
  dataFolder: string
  /** Set: an external PostgreSQL. Unset: the embedded one, inside the data folder. */
  databaseUrl: string | undefined
  /** Set for external databases; the embedded default keeps a generated one in the data folder. */
  secret: string | undefined
}

/** Everything an operator can set, read once at start. */
export interface Config extends StorageConfig {
  host: string
  port: number
  /** Origin under which browsers and applications reach this server, without a trailing slash. */
  baseUrl: string
  smtpUrl: string | undefined
  mailFrom: string
  /** Pins the client id of the staging environment. */
  clientId: string | undefined
  /** Pins an API key of the staging environment. */
  apiKey: string | undefined
  /** Addresses or ranges of reverse proxies whose `X-Forwarded-For` is believed. */
  trustedProxies: string[]
  /** Asked about domains instead of the system's own: an address, or an address with a port. */
  dnsServers: string[]
  logLevel: string
  /** A file that declares what the installation has; applied at every start. */
  configFile: string | undefined
  /** Prints what that file would change, and starts nothing. */
  dryRun: boolean
  /** Prints a link for an owner who cannot sign in, and starts nothing. */
  ownerLink: boolean
  /** Which owner, where there are several. */
  ownerEmail: string | undefined
  /** On a loopback host and without SMTP: the inbox, the clock and the reset of `/_dev` are served. */
  development: boolean
}

/** A setting that cannot be used, in words for the terminal. */
export class ConfigError extends Error {}

const loopbackHosts = new Set(['localhost', '127.0.0.1', '::1', '[::1]'])

export const isLoopbackHost = (host: string) =>
  loopbackHosts.has(host.toLowerCase()) || /^127(\.\d{1,3}){3}$/.test(host)

export const help = `Usage: latchkey [start] [options]
       latchkey owner-link [--email ADDRESS] [options]

  start                starts the server
  owner-link           prints a link with which an owner sets a new password, also while it runs

  --port PORT          port to listen on (PORT, default 4000)
  --host HOST          address to listen on (HOST, default localhost)
  --url URL            address under which browsers reach it (LATCHKEY_URL)
  --database-url URL   an external PostgreSQL 15 or newer (LATCHKEY_DATABASE_URL)
  --data-dir FOLDER    folder of the embedded database (LATCHKEY_DATA_DIR, default .latchkey)
  --config FILE        declares applications, keys and people, in YAML (LATCHKEY_CONFIG)
  --dry-run            prints what that file would change, and ends
  --help               this text

  LATCHKEY_SECRET      seals secrets at rest; required with an external database
  LATCHKEY_SMTP_URL    sends mail by SMTP; without it mail is kept in the built-in inbox
  LATCHKEY_SECRET_FILE, LATCHKEY_DATABASE_URL_FILE, LATCHKEY_SMTP_URL_FILE
                       files that hold these instead
  LATCHKEY_MAIL_FROM   sender of mail, such as "Acme <no-reply@acme.com>"
  LATCHKEY_API_KEY     pins an API key of the staging environment
  LATCHKEY_CLIENT_ID   pins the client id of the staging environment
  LATCHKEY_TRUSTED_PROXIES  proxies whose X-Forwarded-For is believed, separated by commas
  LATCHKEY_DNS_SERVERS  DNS servers that verify domains, separated by commas (the system's own)
  LATCHKEY_LOG_LEVEL   fatal, error, warn, info, debug or trace`

/** Reads flags, then environment, then defaults; throws {@link ConfigError} on what cannot be used. */
export function readConfig(
  argv: string[],
  given: Record<string, string | undefined>,
): Config | 'help' {
  const { command, ...flags } = parseFlags(argv)
  if (flags.help) return 'help'
  const env = withSecretsOfFiles(given)
  const value = (flag: string | undefined, name: string) => flag ?? (env[name]?.trim() || undefined)

  const port = readPort(value(flags.port, 'PORT') ?? '4000')
  const host = value(flags.host, 'HOST') ?? 'localhost'
  const smtpUrl = readUrl('LATCHKEY_SMTP_URL', value(undefined, 'LATCHKEY_SMTP_URL'), [
    'smtp:',
    'smtps:',
  ])
  const baseUrl = readUrl('LATCHKEY_URL', value(flags.url, 'LATCHKEY_URL'), ['http:', 'https:'])
  const { databaseUrl, dataFolder, secret } = readStorageConfig(flags, env)
  if (databaseUrl && !secret) {
    throw new ConfigError(
      'LATCHKEY_SECRET is required with LATCHKEY_DATABASE_URL: it seals the secrets kept in that database. `openssl rand -base64 32` makes one; keep it as safe as the database.',
    )
  }
  const configFile = value(flags.config, 'LATCHKEY_CONFIG')
  if (flags['dry-run'] && !configFile) {
    throw new ConfigError('--dry-run needs a file: name it with --config or LATCHKEY_CONFIG.')
  }
  if (flags.email !== undefined && command !== 'owner-link') {
    throw new ConfigError('--email names an owner, for owner-link only.')
  }
  const origin = baseUrl ? readOrigin(baseUrl) : `http://${urlHost(host)}:${port}`
  return {
    host,
    port,
    baseUrl: origin,
    dataFolder,
    databaseUrl,
    secret,
    smtpUrl,
    mailFrom: value(undefined, 'LATCHKEY_MAIL_FROM') ?? `no-reply@${new URL(origin).hostname}`,
    clientId: readPinned(
      'LATCHKEY_CLIENT_ID',
      value(undefined, 'LATCHKEY_CLIENT_ID'),
      /^client_\w+$/,
    ),
    apiKey: readPinned('LATCHKEY_API_KEY', value(undefined, 'LATCHKEY_API_KEY'), /^sk_\w{16,}$/),
    trustedProxies: readList(value(undefined, 'LATCHKEY_TRUSTED_PROXIES')),
    dnsServers: readDnsServers(value(undefined, 'LATCHKEY_DNS_SERVERS')),
    logLevel: value(undefined, 'LATCHKEY_LOG_LEVEL') ?? 'warn',
    configFile: configFile && resolve(configFile),
    dryRun: flags['dry-run'] ?? false,
    ownerLink: command === 'owner-link',
    ownerEmail: flags.email,
    development:
      isLoopbackHost(host) && isLoopbackHost(new URL(origin).hostname) && smtpUrl === undefined,
  }
}

/** What is of use also without a server. */
export function readStorageConfig(
  flags: { 'database-url'?: string | undefined; 'data-dir'?: string | undefined },
  given: Record<string, string | undefined>,
): StorageConfig {
  const env = withSecretsOfFiles(given)
  const value = (flag: string | undefined, name: string) => flag ?? (env[name]?.trim() || undefined)
  const databaseUrl = readUrl(
    'LATCHKEY_DATABASE_URL',
    value(flags['database-url'], 'LATCHKEY_DATABASE_URL'),
    ['postgres:', 'postgresql:'],
  )
  const secret = value(undefined, 'LATCHKEY_SECRET')
  if (secret !== undefined && secret.length < 32) {
    throw new ConfigError(
      'LATCHKEY_SECRET is too short: it needs 32 characters or more. `openssl rand -base64 32` makes one.',
    )
  }
  return {
    dataFolder: resolve(value(flags['data-dir'], 'LATCHKEY_DATA_DIR') ?? '.latchkey'),
    databaseUrl,
    secret,
  }
}

/** What container platforms and systemd hand over as files, which no list of processes shows. */
const secretSettings = ['LATCHKEY_SECRET', 'LATCHKEY_DATABASE_URL', 'LATCHKEY_SMTP_URL']

/** Each may be given as the name of a file that holds it. An empty file is as none. */
function withSecretsOfFiles(
  given: Record<string, string | undefined>,
): Record<string, string | undefined> {
  const env = { ...given }
  for (const name of secretSettings) {
    const path = env[`${name}_FILE`]?.trim()
    if (!path) continue
    if (env[name]?.trim()) throw new ConfigError(`Set ${name} or ${name}_FILE, not both.`)
    env[name] = readSecretFile(`${name}_FILE`, path)
    delete env[`${name}_FILE`]
  }
  return env
}

function readSecretFile(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new ConfigError(`The file ${path} of ${name} cannot be read: ${code}.`)
  }
}

const commands = ['start', 'owner-link']

function parseFlags(argv: string[]) {
  const [command = 'start'] = argv.filter((word, index) => index === 0 && commands.includes(word))
  try {
    const { values } = parseArgs({
      args: argv[0] === command ? argv.slice(1) : argv,
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        url: { type: 'string' },
        'database-url': { type: 'string' },
        'data-dir': { type: 'string' },
        config: { type: 'string' },
        'dry-run': { type: 'boolean' },
        email: { type: 'string' },
        help: { type: 'boolean' },
      },
    })
    return { ...values, command }
  } catch (error) {
    throw new ConfigError(`${(error as Error).message} See --help.`)
  }
}

function readPort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new ConfigError(`PORT must be a number from 1 to 65535, not "${text}".`)
  }
  return port
}

function readUrl(name: string, text: string | undefined, protocols: string[]): string | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !protocols.includes(url.protocol)) {
    // The value itself may hold a password, so it is not repeated.
    throw new ConfigError(
      `${name} is not a usable address: it must begin with ${protocols.map((p) => `${p}//`).join(' or ')}.`,
    )
  }
  return text
}

function readOrigin(baseUrl: string): string {
  const url = new URL(baseUrl)
  if (url.pathname !== '/' || url.search || url.hash) {
    throw new ConfigError(`LATCHKEY_URL must be an origin without a path, such as ${url.origin}.`)
  }
  return url.origin
}

/** The host as browsers write it: wildcard addresses are listened on, never visited. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
}

const readList = (text = '') =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

function readDnsServers(text: string | undefined): string[] {
  const servers = readList(text)
  try {
    new Resolver().setServers(servers)
  } catch {
    throw new ConfigError(
      'LATCHKEY_DNS_SERVERS is not a list of addresses, such as 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:5353.',
    )
  }
  return servers
}

function readPinned(name: string, text: string | undefined, shape: RegExp): string | undefined {
  if (text !== undefined && !shape.test(text)) {
    throw new ConfigError(
      `${name} has the wrong shape: it must match ${shape.source.replace(/\\w/g, '[A-Za-z0-9_]')}.`,
    )
  }
  return text
}
