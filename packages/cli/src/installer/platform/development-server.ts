import { type Connection, openConnection } from '../../connection/connection.ts'
import { developmentSource, readDevelopmentKeys } from '../../connection/development-keys.ts'
import type { Environment } from '../../environment/environment.ts'

/** Opens a development server by the keys that it tells on its own machine; null elsewhere. */
export async function openDevelopment(
  environment: Environment,
  url: string,
): Promise<{ connection: Connection; clientId: string } | null> {
  const keys = await readDevelopmentKeys(environment, url).catch(() => {
    environment.signal.throwIfAborted()
    return undefined
  })
  if (!keys) return null
  const { apiKey, clientId } = keys
  const settings = { url, apiKey, source: developmentSource }
  return { connection: await openConnection(environment, settings), clientId }
}
