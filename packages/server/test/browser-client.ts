import { redirectUri, type TestServer } from './server.ts'

export interface Visit {
  status: number
  location: string | null
  html: string
  headers: Headers
}

/**
 * A browser without a screen and without JavaScript: it keeps cookies, follows our own redirects
 * and submits the forms that pages hold, as a person would.
 */
export class BrowserClient {
  readonly cookies = new Map<string, string>()
  /** Where it is. */
  address = ''
  html = ''

  constructor(
    private readonly server: TestServer,
    /** Sent along with every request. */
    private readonly headers: Record<string, string> = {},
  ) {}

  /** One request, no redirects followed. */
  async request(url: string, init: RequestInit = {}): Promise<Visit> {
    const target = new URL(url, this.server.url)
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(target, {
      redirect: 'manual',
      ...init,
      headers: {
        accept: 'text/html',
        'user-agent': 'BrowserClient/1.0',
        ...this.headers,
        ...(cookie ? { cookie } : {}),
        ...(init.headers as Record<string, string>),
      },
    })
    for (const line of response.headers.getSetCookie()) this.keep(line)
    return {
      status: response.status,
      location: response.headers.get('location'),
      html: await response.text(),
      headers: response.headers,
    }
  }

  /** Visits an address and follows redirects for as long as they stay on the server. */
  async visit(url: string, init: RequestInit = {}): Promise<Visit> {
    let visit = await this.request(url, init)
    this.address = new URL(url, this.server.url).href
    for (let hops = 0; visit.location !== null && this.isOurs(visit.location); hops++) {
      if (hops === 10) throw new Error(`Redirected in circles at ${this.address}`)
      this.address = new URL(visit.location, this.address).href
      visit = await this.request(this.address)
    }
    this.html = visit.html
    return visit
  }

  /** Submits a form of the present page; the first one, or the one whose action contains a text. */
  async submit(fields: Record<string, string>, actionContains = ''): Promise<Visit> {
    const actions = [...this.html.matchAll(/<form[^>]*\saction="([^"]*)"/g)].map((match) =>
      unescapeHtml(match[1] as string),
    )
    const action = actions.find((candidate) => candidate.includes(actionContains))
    if (!action) throw new Error(`No form for "${actionContains}" at ${this.address}`)
    return this.visit(new URL(action, this.address).href, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: this.server.url },
      body: new URLSearchParams(fields).toString(),
    })
  }

  private isOurs(location: string): boolean {
    return new URL(location, this.address || this.server.url).origin === this.server.url
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ')
    const [name = '', value = ''] = pair.split('=')
    const gone = attributes.some(
      (attribute) => attribute === 'Max-Age=0' || attribute.includes('1970'),
    )
    if (gone) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}

export const unescapeHtml = (text: string) =>
  text
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')

/** Where a visit leads by itself: by a redirect, or by a page that leaves at once. */
export function destinationOf(visit: Visit): string | null {
  const fromPage = /http-equiv="refresh" content="0;url=([^"]*)"/i.exec(visit.html)?.[1]
  return visit.location ?? (fromPage === undefined ? null : unescapeHtml(fromPage))
}

/** The secret that the page for enrolling an authenticator app shows. */
export const setupKeyOf = ({ html }: BrowserClient) =>
  (/<code id="ak-setup-key">([A-Z2-7 ]+)</.exec(html)?.[1] ?? '').replaceAll(' ', '')

/** The address with which a hosted sign-in ends. */
export function answerOf(visit: Visit): URL {
  const address = destinationOf(visit)
  if (!address) throw new Error(`No answer in a ${visit.status}: ${visit.html.slice(0, 500)}`)
  return new URL(address)
}

export function authorizeUrl(
  server: TestServer,
  parameters: Record<string, string | undefined> = {},
): string {
  const query = new URLSearchParams()
  const all = {
    client_id: server.staging.clientId,
    provider: 'authkit',
    redirect_uri: redirectUri,
    response_type: 'code',
    ...parameters,
  }
  for (const [name, value] of Object.entries(all)) if (value !== undefined) query.set(name, value)
  return `${server.url}/user_management/authorize?${query}`
}
