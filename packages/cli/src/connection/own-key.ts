import type { Connection } from './connection.ts'

/** The API key that asks, as the platform knows it. */
export interface OwnKey {
  id: string
  name: string
  environment: { id: string; name: string; kind: 'staging' | 'production' }
  client_id: string
}

export const readOwnKey = ({ call }: Connection) => call<OwnKey>('GET', '/latchkey/api_key')
