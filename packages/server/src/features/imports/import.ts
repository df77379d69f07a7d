import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors/errors.ts'
import { readMoment } from '../../http/wire-fields.ts'
import { mayChooseIds } from '../api-keys/api-key.ts'
import type { Environment } from '../environments/environment.ts'
import type { Actor } from '../events/actor.ts'

/**
 * An import brings people and organizations as they were elsewhere: with the ids that the
 * application's own database holds, and the times at which they were made. It makes what is not there
 * and changes nothing that is.
 */

/** In production an import is for owners: in the dashboard, or with the key of their terminal. */
export async function refuseKeysOfApplications(
  deps: Deps,
  environment: Environment,
  actor: Actor,
): Promise<void> {
  if (actor.source !== 'api' || (await mayChooseIds(deps, environment, actor.id))) return
  throw new ApiError(
    403,
    'owner_required',
    'The key of an application chooses no ids in production. Import with the key of an owner, which `latchkey login` makes.',
  )
}

/** When something happened elsewhere. A clock there may be ahead of ours. */
export function readPast(field: string, text: string | undefined, now: Date): Date | undefined {
  if (text === undefined) return undefined
  const moment = readMoment(field, text)
  return moment < now ? moment : now
}

/** When something was made and last changed elsewhere; what is not said is now. */
export function readHistory(
  { created_at, updated_at }: { created_at?: string; updated_at?: string },
  now: Date,
): { createdAt: Date; updatedAt: Date } {
  const createdAt = readPast('created_at', created_at, now) ?? now
  const updatedAt = readPast('updated_at', updated_at, now) ?? createdAt
  return { createdAt, updatedAt: updatedAt < createdAt ? createdAt : updatedAt }
}
