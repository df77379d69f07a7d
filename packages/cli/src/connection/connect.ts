import type { Environment } from '../environment/environment.ts'
import type { Connection } from './connection.ts'
import type { ConnectionFlags } from './settings.ts'

/**
 * Opens the connection once, when a command first asks for it. What failed is tried again. What it is
 * asked ends with the command, or earlier: with the signal of who asks first.
 */
export function createConnector(
  environment: Environment,
  flags: ConnectionFlags,
): (until?: AbortSignal) => Promise<Connection> {
  let opened: Promise<Connection> | undefined
  const open = async (until: AbortSignal) => {
    const [{ findSettings }, { openConnection }] = await Promise.all([
      import('./settings.ts'),
      import('./connection.ts'),
    ])
    const settings = await findSettings(environment, flags)
    const signal = AbortSignal.any([environment.signal, until])
    return openConnection({ ...environment, signal }, settings)
  }
  return (until = environment.signal) => {
    opened ??= open(until).catch((error) => {
      opened = undefined
      throw error
    })
    return opened
  }
}
