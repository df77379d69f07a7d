import type { Setting } from '../project/environment-file.ts'
import type { Connection } from '../recipe.ts'

/** Where the platform is, as the official packages for frameworks are told. */
export function hostSettings(url: string, prefix = ''): Setting[] {
  const { hostname, port, protocol } = new URL(url)
  return [
    { name: `${prefix}WORKOS_API_HOSTNAME`, value: hostname },
    { name: `${prefix}WORKOS_API_HTTPS`, value: String(protocol === 'https:') },
    ...(port === '' ? [] : [{ name: `${prefix}WORKOS_API_PORT`, value: port }]),
  ]
}

/** What the official packages read on a server; only the redirect URI has different names. */
export function serverSettings(redirect: Setting) {
  return ({ url, apiKey, clientId, cookiePassword }: Connection): Setting[] => [
    ...hostSettings(url),
    { name: 'WORKOS_API_KEY', value: apiKey },
    { name: 'WORKOS_CLIENT_ID', value: clientId },
    { name: 'WORKOS_COOKIE_PASSWORD', value: cookiePassword },
    redirect,
  ]
}
