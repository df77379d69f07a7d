import { parse } from 'tldts'
import type { ErrorDetail } from '../../errors/errors.ts'

/**
 * What may be registered as a redirect URI or sign-out redirect, and what matches it. Matching
 * compares the text that was sent, never a parsed form of it: no two parsers can disagree then.
 */

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])
const dangerousSchemes = new Set([
  'about:',
  'blob:',
  'chrome:',
  'data:',
  'file:',
  'filesystem:',
  'ftp:',
  'intent:',
  'javascript:',
  'mailto:',
  'resource:',
  'vbscript:',
  'view-source:',
  'ws:',
  'wss:',
])
// Stands in for the wildcard where a URL parser must see a whole URL.
const labelStandIn = 'wildcard'
const portStandIn = '1'

/** Every reason why this text cannot be registered; an empty list when it can. */
export function checkRedirectUri(uri: string, environmentKind: string): ErrorDetail[] {
  const refuse = (code: string, message: string): ErrorDetail[] => [{ code, message, field: 'uri' }]
  if (uri.length > 2_048)
    return refuse('uri_too_long', 'A redirect URI has 2,048 characters at most.')
  if (/[^\x21-\x7e]|[\\"<>^`{|}]/.test(uri)) {
    return refuse(
      'invalid_characters',
      'The URI has a space or a character that URIs cannot hold. Write international hosts in punycode (xn--…) and other characters percent-encoded.',
    )
  }
  const wildcards = uri.split('*').length - 1
  if (wildcards > 1) return refuse('too_many_wildcards', 'Use one wildcard (*) at most.')
  const portWildcard = /^http:\/\/[^/?#]*:\*(?=[/?#]|$)/.test(uri)
  const sample = uri.replace('*', portWildcard ? portStandIn : labelStandIn)
  const url = URL.canParse(sample) ? new URL(sample) : null
  if (!url || !/^[a-z][a-z0-9+.-]*:\/\//i.test(uri)) {
    return refuse('invalid_url', 'Enter an absolute URI, such as http://localhost:3000/callback.')
  }
  if (url.hash || uri.includes('#')) {
    return refuse('fragment_not_allowed', 'A redirect URI cannot have a fragment (#…).')
  }
  // In the text, because a parser drops an empty name before the @.
  if (authorityOf(uri).includes('@')) {
    return refuse('credentials_not_allowed', 'A redirect URI cannot carry a user name or password.')
  }
  if (dangerousSchemes.has(url.protocol)) {
    return refuse('scheme_not_allowed', `The scheme ${url.protocol} cannot receive a sign-in.`)
  }
  if (url.protocol === 'http:' && environmentKind === 'production' && !isLoopbackAddress(url)) {
    return refuse(
      'https_required',
      'Production accepts https only (http only for 127.0.0.1, where native applications listen).',
    )
  }
  return wildcards === 1 ? checkWildcard(uri, url, portWildcard, environmentKind) : []
}

const authorityOf = (uri: string) => uri.slice(uri.indexOf('://') + 3).split(/[/?#]/)[0] ?? ''

const isLoopbackAddress = (url: URL) => url.hostname === '127.0.0.1' || url.hostname === '[::1]'

function checkWildcard(
  uri: string,
  url: URL,
  portWildcard: boolean,
  environmentKind: string,
): ErrorDetail[] {
  const refuse = (code: string, message: string): ErrorDetail[] => [{ code, message, field: 'uri' }]
  if (portWildcard) {
    if (loopbackHosts.has(url.hostname)) return []
    return refuse(
      'port_wildcard_not_allowed',
      'A wildcard port is for localhost and 127.0.0.1 only (RFC 8252 §7.3).',
    )
  }
  if (url.protocol === 'http:' && environmentKind === 'production') {
    return refuse('https_required', 'A wildcard needs https in production.')
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return refuse('wildcard_not_allowed', 'A wildcard needs an http or https URI.')
  }
  const [leftmost = ''] = authorityOf(uri).split('.')
  if (!leftmost.includes('*')) {
    return refuse(
      'wildcard_position',
      'The wildcard belongs in the leftmost part of the host: https://*.example.com/callback.',
    )
  }
  // As a browser reads it: in lower case, decoded, and without the dot of a fully qualified name.
  const parent = url.hostname.split('.').slice(1).join('.').replace(/\.$/, '')
  const { isIp, publicSuffix } = parse(parent, { allowPrivateDomains: true })
  if (parent === '' || isIp) {
    return refuse('wildcard_position', 'The wildcard must stand before a domain name.')
  }
  if (parent === publicSuffix) {
    return refuse(
      'wildcard_under_public_suffix',
      `Anybody can have a name under ${parent}, so a wildcard there would let them receive your sign-ins. Put it under a domain of yours.`,
    )
  }
  return []
}

export const hasWildcard = (uri: string) => uri.includes('*')

/** Whether a registered URI covers the one that was asked for: equal, or equal but for its wildcard. */
export function matchesRedirectUri(registered: string, requested: string): boolean {
  if (registered === requested) return true
  const position = registered.indexOf('*')
  if (position === -1) return false
  const before = registered.slice(0, position)
  const after = registered.slice(position + 1)
  if (requested.length <= before.length + after.length) return false
  if (!requested.startsWith(before) || !requested.endsWith(after)) return false
  const filling = requested.slice(before.length, requested.length - after.length)
  const isPort = /^http:\/\/[^/?#]*:$/.test(before)
  // One label: never a dot, a slash or an @, so the filling cannot leave its place in the host.
  return isPort ? /^[0-9]{1,5}$/.test(filling) : /^[A-Za-z0-9_-]+$/.test(filling)
}
