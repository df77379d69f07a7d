import type { IncomingRequest } from './exchange.ts'

export interface CookieFlags {
  path: string
  secure: boolean
  domain?: string
  /** Until the browser is closed when left out. */
  maxAgeSeconds?: number
}

/** Browsers ignore a cookie whose name and value are longer (RFC 6265 §6.1). */
export const longestCookieBytes = 4096

export function readCookie({ headers }: IncomingRequest, name: string): string | undefined {
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const [key, ...value] = pair.split('=')
    if (key?.trim() === name) return decoded(value.join('=').trim())
  }
  return undefined
}

/** A `Set-Cookie`: not for scripts, and sent along when somebody comes from elsewhere by a link. */
export function setCookie(name: string, value: string, flags: CookieFlags): string {
  const attributes = [`Path=${flags.path}`, 'HttpOnly', 'SameSite=Lax']
  if (flags.secure) attributes.push('Secure')
  if (flags.domain) attributes.push(`Domain=${flags.domain}`)
  if (flags.maxAgeSeconds !== undefined) attributes.push(`Max-Age=${flags.maxAgeSeconds}`)
  return [nameAndValue(name, value), ...attributes].join('; ')
}

/** A cookie is removed with the flags with which it was set. */
export function clearCookie(name: string, flags: CookieFlags): string {
  return setCookie(name, '', { ...flags, maxAgeSeconds: 0 })
}

export function sizeOfCookie(name: string, value: string): number {
  return new TextEncoder().encode(nameAndValue(name, value)).length
}

/** The `Cookie` of a request with another value for one name. */
export function withCookie(header: string | null, name: string, value: string): string {
  const others = (header ?? '').split(';').filter((pair) => {
    const key = pair.split('=')[0]?.trim()
    return key && key !== name
  })
  return [...others.map((pair) => pair.trim()), nameAndValue(name, value)].join('; ')
}

function nameAndValue(name: string, value: string) {
  return `${name}=${encodeURIComponent(value)}`
}

function decoded(value: string) {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
