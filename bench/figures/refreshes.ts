import type { Contest } from './contest.ts'
import type { Contestants } from './figure.ts'
import { passwordSignIns } from './password-sign-ins.ts'

const contest = {
  leastRatio: 0.7,
  latchkey: (contestants: Contestants) => refreshTraffic('latchkey', contestants),
  reference: (contestants: Contestants) => refreshTraffic('reference', contestants),
}

export const refreshes: Contest = { ...contest, figure: 'refreshes' }
export const refreshesOfMany: Contest = {
  ...contest,
  figure: 'refreshes-at-64-connections',
  connections: 64,
}

/** Signs in once a connection, by the same request that the sign-in figure measures. */
async function refreshTraffic(side: 'latchkey' | 'reference', contestants: Contestants) {
  const { origin, headers, traffic } = await passwordSignIns[side](contestants)
  if (traffic.kind !== 'post') throw new Error('A password sign-in is a POST.')
  const { path, bodies } = traffic
  const signIn = async (body: object): Promise<string> => {
    const response = await fetch(origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
    const { refresh_token } = (await response.json()) as { refresh_token: string }
    return refresh_token
  }
  const refreshTokens = await Promise.all(bodies.slice(0, contestants.connections).map(signIn))
  return {
    origin,
    headers,
    traffic: {
      kind: 'refresh' as const,
      path: side === 'latchkey' ? path : '/refresh',
      fields: side === 'latchkey' ? refreshFields(bodies[0]) : {},
      refreshTokens,
    },
  }
}

/** The client is the one that signed in. */
function refreshFields(signIn: object | undefined): object {
  const { client_id, client_secret } = signIn as Record<string, string>
  return { grant_type: 'refresh_token', client_id, client_secret }
}
