import type { IncomingRequest } from './exchange.ts'

/** Whether a person waits for a page, and not a script for data. */
export function wantsPage({ headers }: IncomingRequest): boolean {
  const mode = headers.get('sec-fetch-mode')
  if (mode && mode !== 'navigate') return false
  return (headers.get('accept') ?? '').includes('text/html')
}

/** Whether the person can be sent elsewhere and come back: a form would lose what was filled in. */
export function canBeRedirected(request: IncomingRequest): boolean {
  return request.method === 'GET' && wantsPage(request) && !isPrefetch(request)
}

/** Browsers and Next.js load links ahead of the click. Nobody has asked for anything yet. */
export function isPrefetch({ headers }: IncomingRequest): boolean {
  return (
    headers.get('next-router-prefetch') != null ||
    /prefetch/.test(headers.get('sec-purpose') ?? headers.get('purpose') ?? '')
  )
}

/** Whether another site sent the browser here. Browsers that do not say so are believed. */
export function isFromAnotherSite({ headers }: IncomingRequest, ownOrigin: string): boolean {
  const site = headers.get('sec-fetch-site')
  if (site) return site === 'cross-site'
  const origin = headers.get('origin')
  return origin != null && origin !== ownOrigin
}
