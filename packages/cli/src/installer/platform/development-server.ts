import { type Connection, openConnection } from '../../connection/connection.ts'
import type { Environment } from '../../environment/environment.ts'

/** Opens a development server by the keys that it tells on its own machine; null elsewhere. */
export async function openDevelopment(
  environment: Environment,
  url: string,
): Promise<{ connection: Connection; clientId: string } | null> {
  try {
    const response = await environment.fetch(`${url}/_dev/environment`, {
      signal: AbortSignal.timeout(5_000),
    })
    if (!response.ok) return null
    const { api_key: apiKey, client_id: clientId } = await response.json()
    if (typeof apiKey !== 'string' || typeof clientId !== 'string') return null
    const source = 'the development server on this machine'
    return { connection: await openConnection(environment, { url, apiKey, source }), clientId }
  } catch {
    return null
  }
}
