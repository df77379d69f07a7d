import { CommandError } from '../command/command-error.ts'
import type { Environment } from '../environment/environment.ts'
import { openConnection } from './connection.ts'
import type { Profile } from './profiles.ts'

/** Ends a key by itself. One that the platform does not know any more is as good as ended. */
export async function revokeOwnKey(
  environment: Environment,
  { url, apiKey }: Profile,
): Promise<void> {
  const connection = await openConnection(environment, { url, apiKey, source: 'latchkey login' })
  await connection.call('DELETE', '/latchkey/api_key').catch((error) => {
    if (error instanceof CommandError && error.code === 'unauthorized') return
    throw error
  })
}
