import { environmentVariable } from './environment-variable.ts'

/** The application's own name and version. */
export interface AppInfo {
  name: string
  version: string
}

/** What a client is made with. */
export interface WorkOSOptions {
  /** Secret key of the environment, `sk_…`. `WORKOS_API_KEY` when left out. */
  apiKey?: string
  /** Client ID of the application, `client_…`. `WORKOS_CLIENT_ID` when left out. */
  clientId?: string
  /** Issuer that access tokens must name, or several of them. Not looked at when left out. */
  issuer?: string | string[]
  /** Where the platform runs, such as `https://auth.example.com`. `LATCHKEY_URL` when left out. */
  baseUrl?: string
  /** Host of the platform, in place of `baseUrl`. `WORKOS_API_HOSTNAME` when left out. */
  apiHostname?: string
  /** Port of the platform, where it is not the scheme's own. `WORKOS_API_PORT` when left out. */
  port?: number
  /** `false` for plain HTTP. `WORKOS_API_HTTPS` when left out. */
  https?: boolean
  /** What every request is sent with, such as more headers. */
  config?: RequestInit
  appInfo?: AppInfo
  /** Sends the requests in place of the runtime's own `fetch`. */
  fetchFn?: typeof fetch
  /** Milliseconds until a request is given up. 60,000 when left out. */
  timeout?: number
  /**
   * How often a request is sent again after a network failure or an answer 408, 429, 500, 502, 503 or
   * 504, with growing pauses or as `Retry-After` says. 3 when left out, 0 for never.
   */
  maxRetries?: number
  /**
   * `false` to open every cookie and verify every access token anew, instead of remembering for how
   * long they are good. Their expiry is looked at each time in either case.
   */
  sessionCache?: boolean
}

const defaultBaseUrl = 'http://localhost:4000'

/**
 * Where requests go, without a slash at the end. What the constructor says comes before what the
 * environment says, and a whole URL comes before its parts.
 */
export function baseUrlOf(options: WorkOSOptions, read = environmentVariable): string {
  const { apiHostname, port, https, baseUrl } = options
  if (apiHostname) return origin({ hostname: apiHostname, port, https })
  const whole = baseUrl ?? read('LATCHKEY_URL')
  if (whole) return whole.replace(/\/+$/, '')
  const hostname = read('WORKOS_API_HOSTNAME')
  if (hostname) {
    return origin({
      hostname,
      port: port ?? (Number(read('WORKOS_API_PORT')) || undefined),
      https: https ?? read('WORKOS_API_HTTPS') !== 'false',
    })
  }
  if (port === undefined && https === undefined) return defaultBaseUrl
  return origin({ hostname: 'localhost', port: port ?? 4000, https: https ?? false })
}

function origin({
  hostname,
  port,
  https = true,
}: {
  hostname: string
  port?: number
  https?: boolean
}) {
  return `${https ? 'https' : 'http'}://${hostname}${port ? `:${port}` : ''}`
}
