import { CommandError } from '../../command/command-error.ts'
import type { PatientPlatform } from './patient-platform.ts'

const why: Record<string, string> = {
  endpoint_not_found: 'This platform takes no ids from elsewhere.',
  owner_required: 'In production only an owner brings ids from elsewhere.',
}
const whatNext: Record<string, string> = {
  endpoint_not_found:
    'Bring it up to date, or let it choose ids with --new-ids: those of elsewhere become external ids.',
  owner_required:
    'Sign in with latchkey login and choose production there, or let the platform choose ids with --new-ids: those of elsewhere become external ids.',
}

/**
 * Whether the platform lets this key choose ids, found out before anything is made: an import of
 * nothing is refused for what it lacks where it may be made at all.
 */
export async function requireImports(platform: PatientPlatform): Promise<void> {
  try {
    await platform.ask('POST', '/latchkey/imports/users', { body: {} })
  } catch (error) {
    const { code } = error as CommandError
    const message = why[code]
    if (!message) throw error
    throw new CommandError(code, message, { recovery: whatNext[code] ?? '', cause: error })
  }
}
