import { send } from './send.ts'

interface Cookie {
  value: string
  path: string
}

export interface Visit {
  status: number
  /** Where it ended. */
  url: URL
  headers: Headers
  text: string
  /** Addresses that it was sent on to. */
  hops: string[]
}

export interface VisitOptions {
  method?: string
  headers?: Record<string, string>
  /** Goes where it is sent, as browsers do, unless told not to. */
  follow?: boolean
}

const mostHops = 30
const longestCookieBytes = 4096

/**
 * What browsers do that matters for a sign-in: cookies with their paths, redirects, and the headers by
 * which a page is told from data. Like Safari it keeps no `Secure` cookie over plain HTTP.
 */
export class Browser {
  readonly cookies = new Map<string, Cookie>()
  /** Names of cookies that this browser will not keep. */
  refuses: RegExp | undefined
  /** A cookie that it goes on sending, before all others, whatever it is told. */
  insistsOn: string | undefined

  /** Opens a page, as a person does by a link of the same site. */
  async visit(url: string, { method = 'GET', headers = {}, follow = true }: VisitOptions = {}) {
    const hops: string[] = []
    let address = url
    for (;;) {
      const response = await this.#send(address, hops.length ? 'GET' : method, headers)
      const location = response.headers.get('location')
      if (!follow || !location) return visited(response, address, hops)
      if (hops.length === mostHops) throw new Error(`Still going round: ${hops.join(' ')}`)
      address = new URL(location, address).href
      hops.push(address)
    }
  }

  /** Asks for data, as a script of the page does. */
  async fetchData(url: string, { method = 'GET', headers = {} }: VisitOptions = {}) {
    const asData = { Accept: '*/*', 'Sec-Fetch-Mode': 'cors', ...headers }
    return visited(await this.#send(url, method, asData), url, [])
  }

  async #send(address: string, method: string, headers: Record<string, string>) {
    const url = new URL(address)
    const given = {
      Accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
      'Sec-Fetch-Mode': 'navigate',
      'Sec-Fetch-Site': 'same-origin',
      Cookie: this.#cookiesFor(url),
      ...headers,
    }
    const response = await send(url, { method, headers: given })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    return response
  }

  #cookiesFor({ pathname }: URL) {
    const cookies = [...this.cookies]
      .filter(
        ([, { path }]) => path === '/' || pathname === path || pathname.startsWith(`${path}/`),
      )
      .map(([name, { value }]) => `${name}=${value}`)
    return [this.insistsOn ?? [], ...cookies].flat().join('; ')
  }

  #keep(line: string) {
    const [pair = '', ...attributes] = line.split('; ')
    const [name = '', value = ''] = pair.split('=')
    const find = (key: string) =>
      attributes.find((one) => one.startsWith(`${key}=`))?.slice(key.length + 1)
    const path = find('Path') as string
    if (this.refuses?.test(name) || attributes.includes('Secure')) return
    if (pair.length > longestCookieBytes) return
    if (find('Max-Age') !== '0') this.cookies.set(name, { value, path })
    else if (this.cookies.get(name)?.path === path) this.cookies.delete(name)
  }
}

async function visited(response: Response, address: string, hops: string[]): Promise<Visit> {
  return {
    status: response.status,
    url: new URL(address),
    headers: response.headers,
    text: await response.text(),
    hops,
  }
}
