import type { Environment } from '../environment/environment.ts'
import type { Connection } from './connection.ts'
import type { ConnectionFlags } from './settings.ts'

/** Opens the connection once, when a command first asks for it. What failed is tried again. */
export function createConnector(
  environment: Environment,
  flags: ConnectionFlags,
): () => Promise<Connection> {
  let opened: Promise<Connection> | undefined
  const open = async () => {
    const [{ findSettings }, { openConnection }] = await Promise.all([
      import('./settings.ts'),
      import('./connection.ts'),
    ])
    const settings = await findSettings(environment, flags)
    return openConnection(environment, settings)
  }
  return () => {
    opened ??= open().catch((error) => {
      opened = undefined
      throw error
    })
    return opened
  }
}
