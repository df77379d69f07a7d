import { apiKey } from '../servers/latchkey.ts'
import type { Contest } from './contest.ts'

export const userReads: Contest = {
  figure: 'user-reads',
  leastRatio: 0.5,
  async latchkey({ latchkey, people }) {
    return {
      origin: latchkey.origin,
      headers: { authorization: `Bearer ${apiKey}` },
      traffic: { kind: 'get', paths: people.ids.map((id) => `/user_management/users/${id}`) },
    }
  },
  async reference({ reference, people }) {
    return {
      origin: reference.origin,
      headers: {},
      traffic: { kind: 'get', paths: people.ids.map((id) => `/users/${id}`) },
    }
  },
}
