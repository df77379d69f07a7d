/**
 * Addresses on these pages come from settings, from queries and from mails. React escapes their
 * characters, but not their meaning: a `javascript:` address in a link is still a program.
 */

/** Schemes that run or reveal something on the page's own behalf instead of going elsewhere. */
const schemesThatStayHere = new Set([
  'about:',
  'blob:',
  'chrome:',
  'data:',
  'file:',
  'filesystem:',
  'intent:',
  'javascript:',
  'resource:',
  'vbscript:',
  'view-source:',
])

/** The address of a web page, or undefined: an http(s) URL, or a path on our own host. */
export function webAddress(url: string | undefined): string | undefined {
  if (url === undefined) return undefined
  if (isOwnPath(url)) return url
  const parsed = parse(url)
  return parsed?.protocol === 'https:' || parsed?.protocol === 'http:' ? parsed.href : undefined
}

/**
 * Where a finished sign-in may send the browser, or undefined. Native applications register
 * private-use schemes (RFC 8252 §7.1), so everything is allowed but what would not leave the page.
 */
export function redirectAddress(url: string): string | undefined {
  const parsed = parse(url)
  return parsed && !schemesThatStayHere.has(parsed.protocol) ? parsed.href : undefined
}

/** A picture that is part of the page, or undefined. */
export function pictureAddress(url: string): string | undefined {
  return url.startsWith('data:image/png;base64,') ? url : undefined
}

/** `//host` and `/\host` look like paths and are other hosts to a browser. */
function isOwnPath(url: string): boolean {
  return /^\/(?![/\\])/.test(url) && parse(url, 'http://own.invalid')?.host === 'own.invalid'
}

function parse(url: string, base?: string): URL | null {
  return URL.parse(url, base)
}
