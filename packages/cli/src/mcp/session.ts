import { CommandError } from '../command/command-error.ts'
import type { Connection } from '../connection/connection.ts'
import type { Environment } from '../environment/environment.ts'
import type { EnvironmentKind } from './configuration.ts'

/** What an agent may do here, as the person who started the server said. */
interface Permissions {
  write: boolean
  allowProduction: boolean
}

/** What the tools of one connection share. */
export interface Session {
  environment: Environment
  permissions: Permissions
  connect(): Promise<Connection>
}

export function mayChange({ permissions }: Session, kind: EnvironmentKind): boolean {
  return permissions.write && (kind !== 'production' || permissions.allowProduction)
}

/** Asked before each change, so that a key that is replaced meanwhile opens no more than was meant. */
export function refuseForbiddenChange(session: Session, kind: EnvironmentKind): void {
  if (mayChange(session, kind)) return
  throw session.permissions.write
    ? new CommandError('production_protected', 'This key opens Production, which is not changed.', {
        recovery:
          'Ask the person to change it in the dashboard, or to start this server with --write --allow-production.',
      })
    : new CommandError('read_only', 'This server only reads.', {
        recovery:
          'Ask the person to start it with --write, such as by latchkey mcp install --write. With dry_run you see what would change.',
      })
}
