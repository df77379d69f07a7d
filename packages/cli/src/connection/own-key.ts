import { CommandError } from '../command/command-error.ts'
import type { Connection } from './connection.ts'

/** The API key that asks, as the platform knows it. */
export interface OwnKey {
  id: string
  name: string
  environment: { id: string; name: string; kind: 'staging' | 'production' }
  client_id: string
}

export const readOwnKey = ({ call }: Connection) => call<OwnKey>('GET', '/latchkey/api_key')

/** By the prefix where the platform is older than the question, or does not answer it. */
export async function isProductionKey(connection: Connection): Promise<boolean> {
  try {
    return (await readOwnKey(connection)).environment.kind === 'production'
  } catch (error) {
    if (connection.apiKey.startsWith('sk_live_')) return true
    // A key that is not known opens nothing, as the command itself will find out.
    const isHarmless =
      error instanceof CommandError &&
      /^(endpoint_not_found|http_404|unauthorized)$/.test(error.code)
    if (isHarmless) return false
    throw error
  }
}
