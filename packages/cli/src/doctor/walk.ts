import type { Environment } from '../environment/environment.ts'

/** How a browser that nobody is signed in with got on, from one address of an application. */
export interface Walk {
  /** Every address that was asked, in order. */
  hops: string[]
  end:
    | { kind: 'answered'; status: number }
    /** Sent to another site, which was not asked. */
    | { kind: 'left'; to: URL }
    | { kind: 'loop' }
    /** Nothing listens, or it does not answer in time. */
    | { kind: 'silent' }
}

/** Browsers bear 20; nobody who means to arrive needs half of it. */
const mostHops = 10
const patienceMilliseconds = 5_000

/** Follows redirects within the site where it begins, and keeps the cookies that it is given there. */
export async function walk(environment: Environment, start: string): Promise<Walk> {
  const cookies = new Map<string, string>()
  const been = new Set<string>()
  const hops: string[] = []
  for (let at = new URL(start); ; ) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const place = `${at} ${cookie}`
    if (been.has(place) || hops.length === mostHops) return { hops, end: { kind: 'loop' } }
    been.add(place)
    hops.push(at.href)
    const response = await visit(environment, at, cookie)
    if (!response) return { hops, end: { kind: 'silent' } }
    keepCookies(cookies, response)
    const { status } = response
    const location = response.headers.get('location')
    if (status < 300 || status > 399 || !location || !URL.canParse(location, at)) {
      return { hops, end: { kind: 'answered', status } }
    }
    const to = new URL(location, at)
    to.hash = ''
    if (to.origin !== at.origin) return { hops, end: { kind: 'left', to } }
    at = to
  }
}

/** Asks as a browser does for a page; undefined where nothing answers. */
export async function visit(
  { fetch, signal }: Environment,
  address: URL,
  cookie = '',
): Promise<Response | undefined> {
  try {
    const response = await fetch(address, {
      redirect: 'manual',
      headers: { accept: 'text/html', ...(cookie && { cookie }) },
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMilliseconds)]),
    })
    await response.body?.cancel()
    return response
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}

function keepCookies(cookies: Map<string, string>, { headers }: Response): void {
  for (const line of headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(line) ?? []
    if (!name) continue
    if (/;\s*max-age=0/i.test(line) || value === '') cookies.delete(name)
    else cookies.set(name, value)
  }
}
