import { environmentVariable, type Variables } from '../environment-variable.ts'
import { baseUrlOf } from '../options.ts'
import type { UserManagementAuthorizationURLOptions } from '../resources/user-management/authorization-url.ts'
import { WorkOS } from '../workos.ts'
import type { CookieFlags } from './cookies.ts'

/** What the middleware asks of a client. */
export type SignInClient = Pick<WorkOS, 'clientId' | 'userManagement' | 'emitWarning'>

/** What an authorization URL can say beside what the middleware decides. */
export type AuthorizationOptions = Omit<
  UserManagementAuthorizationURLOptions,
  'clientId' | 'codeChallenge' | 'codeChallengeMethod' | 'redirectUri' | 'state'
>

export interface AuthKitOptions {
  /**
   * Where the variables are that the other options name, on runtimes that keep them out of
   * `process.env`: `env` of SvelteKit or of a worker, `getSecret` of Astro.
   */
  environment?: object | ReadVariable
  /** `new WorkOS()` when left out: configured by the environment. */
  workos?: SignInClient
  /** Whole address of the callback, such as `http://localhost:3000/callback`. `WORKOS_REDIRECT_URI` when left out. */
  redirectUri?: string
  /**
   * Seals the cookies; at least 32 characters. `WORKOS_COOKIE_PASSWORD` when left out. To replace a
   * password, give the new one and then the old ones: the first seals, all of them unseal.
   */
  cookiePassword?: string | string[]
  /** Name of the session's cookie, `wos-session` when left out. */
  cookieName?: string
  /** Domain of the session's cookie, to share it among subdomains. The host alone when left out. */
  cookieDomain?: string
  /** How long browsers keep the session's cookie. Until they are closed when left out. */
  cookieMaxAgeSeconds?: number
  /** Where people land after they signed out: a registered sign-out redirect. The default one when left out. */
  logoutReturnTo?: string
  /** For every sign-in, such as `organizationId`. */
  authorization?: AuthorizationOptions
}

type ReadVariable = (name: string) => string | undefined

/** The options with what was left out filled in. */
export interface Settings {
  workos: SignInClient
  clientId: string
  redirectUri: string
  /** Origin of the application, by which other sites are told. */
  origin: string
  callbackPath: string
  cookiePassword: string | string[]
  session: { cookieName: string; flags: CookieFlags }
  /** Of the cookies that only the callback reads. */
  callbackFlags: CookieFlags
  logoutReturnTo: string | undefined
  authorization: AuthorizationOptions
}

/** @throws {Error} which names what is missing and how to give it. */
export function readSettings(options: AuthKitOptions): Settings {
  const read = readerOf(options.environment)
  const workos = options.workos ?? clientOf(read)
  const clientId = workos.clientId ?? read('WORKOS_CLIENT_ID')
  if (!clientId) throw missing('a client ID', 'new WorkOS(key, { clientId })', 'WORKOS_CLIENT_ID')
  const redirectUri = options.redirectUri ?? read('WORKOS_REDIRECT_URI')
  if (!redirectUri) throw missing('a redirect URI', 'redirectUri', 'WORKOS_REDIRECT_URI')
  const callback = new URL(redirectUri)
  // Not by the request: a proxy that ends TLS forwards plain HTTP. Where there is no TLS, as on
  // localhost, Safari drops a cookie that is Secure.
  const secure = callback.protocol === 'https:'
  return {
    workos,
    clientId,
    redirectUri,
    origin: callback.origin,
    callbackPath: callback.pathname,
    cookiePassword: checked(options.cookiePassword ?? read('WORKOS_COOKIE_PASSWORD')),
    session: {
      cookieName: options.cookieName ?? 'wos-session',
      flags: {
        path: '/',
        secure,
        domain: options.cookieDomain,
        maxAgeSeconds: options.cookieMaxAgeSeconds,
      },
    },
    callbackFlags: { path: callback.pathname, secure },
    logoutReturnTo: options.logoutReturnTo,
    authorization: options.authorization ?? {},
  }
}

function readerOf(environment: object | ReadVariable = environmentVariable): ReadVariable {
  // Bindings of a worker are typed one by one, and some of them are no text.
  const variables = environment as Variables
  return typeof environment === 'function'
    ? (environment as ReadVariable)
    : (name) => variables[name]
}

function clientOf(read: ReadVariable): WorkOS {
  return new WorkOS({
    apiKey: read('WORKOS_API_KEY'),
    clientId: read('WORKOS_CLIENT_ID'),
    baseUrl: baseUrlOf({}, read),
  })
}

function checked(given: string | string[] | undefined): string | string[] {
  if (!given?.length) throw missing('a cookie password', 'cookiePassword', 'WORKOS_COOKIE_PASSWORD')
  if ([given].flat().some((password) => password.length < 32)) {
    throw new Error(
      'A cookie password has at least 32 characters. "openssl rand -base64 32" makes one.',
    )
  }
  return given
}

function missing(what: string, option: string, variable: string) {
  return new Error(`The middleware needs ${what}: pass ${option}, or set ${variable}.`)
}
