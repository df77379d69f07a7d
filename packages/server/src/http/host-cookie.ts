import type { CookieSerializeOptions } from '@fastify/cookie'
import type { Deps } from '../deps.ts'

/** A cookie that is for this host alone, and out of reach of scripts. */
export interface HostCookie {
  name: string
  attributes: CookieSerializeOptions
}

/**
 * Where the server has encrypted connections, no sibling domain can plant a cookie under such a name
 * (RFC 6265bis §4.1.3.2): otherwise it could have a person continue, in their browser, what it began.
 */
export function hostCookie(
  { config }: Pick<Deps, 'config'>,
  name: string,
  sameSite: 'lax' | 'strict' = 'lax',
): HostCookie {
  const secure = config.baseUrl.startsWith('https:')
  return {
    name: secure ? `__Host-${name}` : name,
    attributes: { path: '/', httpOnly: true, sameSite, secure },
  }
}
