import indexHtml from '../../../../../examples/express/index.html?raw'
import serverJs from '../../../../../examples/express/server.js?raw'

/**
 * The quick start's application is the example's own source, which the tests run; only the addresses
 * in it are made those of the environment.
 */
export { indexHtml }

export const installLine = 'npm install @workos-inc/node express cookie-parser dotenv'

export const runLine = 'node server.js'

// biome-ignore lint/suspicious/noTemplateCurlyInString: It stands so in the example.
const exampleOrigin = '`http://localhost:${port}`'
const exampleCallback = '/callback'
const examplePort = '3000'

/** The server, with the redirect URI it is reached at. */
export function serverCode(redirectUri: string | undefined): string {
  if (!redirectUri) return serverJs
  const { hostname, origin, pathname, protocol } = new URL(redirectUri)
  // A native application's own scheme is not something an Express server can listen at.
  if (!protocol.startsWith('http')) return serverJs
  const own = serverJs.replaceAll(exampleCallback, pathname)
  return hostname === 'localhost' ? own : own.replace(exampleOrigin, `'${origin}'`)
}

interface EnvironmentValues {
  apiKey: string
  clientId: string
  cookiePassword: string
  /** Where Latchkey is. */
  baseUrl: string
  /** Where the application will be. */
  redirectUri: string | undefined
}

export function dotEnv(values: EnvironmentValues): string {
  const { hostname, port, protocol } = new URL(values.baseUrl)
  const appPort = values.redirectUri ? new URL(values.redirectUri).port : ''
  const lines = [
    ['WORKOS_API_KEY', values.apiKey],
    ['WORKOS_CLIENT_ID', values.clientId],
    ['WORKOS_COOKIE_PASSWORD', values.cookiePassword],
    ['WORKOS_API_HOSTNAME', hostname],
    ['WORKOS_API_PORT', port],
    ['WORKOS_API_HTTPS', protocol === 'https:' ? '' : 'false'],
    ['PORT', appPort === examplePort ? '' : appPort],
  ]
  return lines
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}='${value}'`)
    .join('\n')
}
