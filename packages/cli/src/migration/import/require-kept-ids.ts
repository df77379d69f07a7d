import { CommandError } from '../../command/command-error.ts'
import type { PatientPlatform } from './patient-platform.ts'

const withNewIds = '--new-ids: those of elsewhere become external ids.'

/** Why the platform keeps no ids, and what to do. */
const refusals: Record<string, [message: string, recovery: string]> = {
  endpoint_not_found: [
    'This platform takes no ids from elsewhere.',
    `Bring it up to date, or let it choose ids with ${withNewIds}`,
  ],
  owner_required: [
    'In production only an owner brings ids from elsewhere.',
    `Sign in with latchkey login and choose production there, or let the platform choose ids with ${withNewIds}`,
  ],
}

/**
 * Whether the platform lets this key choose ids, found out before anything is made: an import of
 * nothing is refused for what it lacks where it may be made at all.
 */
export async function requireKeptIds(platform: PatientPlatform): Promise<void> {
  try {
    await platform.ask('POST', '/latchkey/imports/users', { body: {} })
  } catch (error) {
    const { code } = error as CommandError
    const refusal = refusals[code]
    if (!refusal) throw error
    const [message, recovery] = refusal
    throw new CommandError(code, message, { recovery, cause: error })
  }
}
