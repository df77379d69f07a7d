import { apiKey, clientId } from '../servers/latchkey.ts'
import { percentile, rounded } from '../statistics.ts'
import { summarize } from './contest.ts'
import type { Contestants, Effort, Line } from './figure.ts'

const bar = { p95_ms_below: 30, bytes_below: 50_000 }
const redirectUri = 'http://localhost:3000/callback'

/** The first hosted page, as a browser gets it: how fast under load, and how heavy with all it asks for. */
export async function signInPage(contestants: Contestants, effort: Effort): Promise<Line> {
  const { latchkey, generator, connections } = contestants
  const { origin } = latchkey
  const { path, cookie } = await beginSignIn(origin)
  const bytes = await weigh(origin, path, cookie)
  const load = {
    origin,
    headers: { cookie, accept: 'text/html' },
    connections,
    traffic: { kind: 'get' as const, paths: [path] },
  }
  await generator.run({ ...load, seconds: 1 })
  const rounds = []
  for (let round = 0; round < effort.rounds; round++) {
    rounds.push(await generator.run({ ...load, seconds: effort.secondsEach }))
  }
  const p95 = rounded(
    percentile(
      rounds.flatMap((round) => round.latenciesMilliseconds),
      0.95,
    ),
  )
  return {
    figure: 'sign-in-page',
    unit: 'answers per second',
    latchkey: { ...summarize(rounds), p95_ms: p95, bytes },
    bar,
    met: p95 < bar.p95_ms_below && bytes.total < bar.bytes_below,
    rounds: effort.rounds,
    connections,
  }
}

/** An application sends a browser to sign in: the page it ends at, and the cookie it has there. */
async function beginSignIn(origin: string): Promise<{ path: string; cookie: string }> {
  const registered = await fetch(`${origin}/user_management/redirect_uris`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ uri: redirectUri }),
  })
  if (!registered.ok) throw new Error(`redirect_uris: ${await registered.text()}`)
  const query = new URLSearchParams({
    client_id: clientId,
    provider: 'authkit',
    redirect_uri: redirectUri,
    response_type: 'code',
  })
  const response = await fetch(`${origin}/user_management/authorize?${query}`, {
    redirect: 'manual',
  })
  const { pathname, search } = new URL(response.headers.get('location') ?? '', origin)
  const cookie = response.headers.getSetCookie().map((text) => text.split(';')[0])
  return { path: pathname + search, cookie: cookie.join('; ') }
}

/** The page and every file that it names, as they travel. */
async function weigh(origin: string, path: string, cookie: string) {
  const size = async (address: string) => {
    const response = await fetch(new URL(address, origin), { headers: { cookie } })
    if (!response.ok) throw new Error(`${address}: ${response.status}`)
    return (await response.arrayBuffer()).byteLength
  }
  const html = await (await fetch(origin + path, { headers: { cookie } })).text()
  const files = [...html.matchAll(/<(?:link|script|img)[^>]* (?:href|src)="([^"]+)"/g)]
  const bytes: Record<string, number> = { html: Buffer.byteLength(html) }
  for (const [, address = ''] of files) {
    bytes[address.split('/').at(-1) as string] = await size(address)
  }
  return { ...bytes, total: Object.values(bytes).reduce((sum, each) => sum + each, 0) }
}
