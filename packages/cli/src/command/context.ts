import type { Connection } from '../connection/connection.ts'
import type { Environment } from '../environment/environment.ts'
import type { Ask } from '../terminal/ask.ts'
import type { Output } from '../terminal/output.ts'
import type { Group } from './command.ts'

/** The world as a command sees it. Nothing in a command reads `process` or writes to the console. */
export interface Context {
  /** Every command there is. */
  root: Group
  environment: Environment
  output: Output
  ask: Ask
  /** The platform and the key that flags, environment and profile name. */
  connect(until?: AbortSignal): Promise<Connection>
}
