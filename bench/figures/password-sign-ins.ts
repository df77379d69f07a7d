import { apiKey, clientId } from '../servers/latchkey.ts'
import type { Contest } from './contest.ts'

export const passwordSignIns: Contest = {
  figure: 'password-sign-ins',
  leastRatio: 0.85,
  async latchkey({ latchkey, people }) {
    const bodies = people.emails.map((email) => ({
      grant_type: 'password',
      client_id: clientId,
      client_secret: apiKey,
      email,
      password: people.password,
    }))
    return {
      origin: latchkey.origin,
      headers: {},
      traffic: { kind: 'post', path: '/user_management/authenticate', bodies },
    }
  },
  async reference({ reference, people }) {
    const bodies = people.emails.map((email) => ({ email, password: people.password }))
    return {
      origin: reference.origin,
      headers: {},
      traffic: { kind: 'post', path: '/sign-in', bodies },
    }
  },
}
