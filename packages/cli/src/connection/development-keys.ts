import type { Environment } from '../environment/environment.ts'
import { reachingFetch } from './reaching-fetch.ts'

/** Where such a key comes from, in words. */
export const developmentSource = 'the development server on this machine'

/**
 * What a development server tells of its staging environment to whoever is on its machine; undefined
 * where something else answers. Throws, in words, where nothing does.
 */
export async function readDevelopmentKeys(
  environment: Environment,
  url: string,
): Promise<{ apiKey: string; clientId: string } | undefined> {
  const response = await reachingFetch(environment, url)(`${url}/_dev/environment`, {
    signal: AbortSignal.timeout(5_000),
  }).catch((error) => {
    // Something that is slow to say it has no key is no development server.
    if (error.name === 'TimeoutError') return undefined
    throw error
  })
  const answer = response?.ok ? await response.json().catch(() => undefined) : undefined
  const { api_key: apiKey, client_id: clientId } = answer ?? {}
  const isTold = typeof apiKey === 'string' && typeof clientId === 'string'
  return isTold ? { apiKey, clientId } : undefined
}
