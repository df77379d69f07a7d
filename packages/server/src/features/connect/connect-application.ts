import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors/errors.ts'
import { getUser } from '../users/user.ts'

/**
 * An application of Connect is somebody else's, which users authorize to act for them. None can be
 * registered here yet, so nobody has authorized one, and no sign-in was handed to an application for
 * it to complete. These verbs answer just that, so that whoever asks learns it as published.
 */
export async function listAuthorizedApplications(
  deps: Deps,
  environmentId: string,
  userId: string,
): Promise<never[]> {
  await getUser(deps, environmentId, userId)
  return []
}

export async function withdrawAuthorization(
  deps: Deps,
  environmentId: string,
  userId: string,
  applicationId: string,
): Promise<never> {
  await getUser(deps, environmentId, userId)
  throw notFound('Authorized application', applicationId)
}

export function completeExternalAuthentication(externalAuthId: string): never {
  throw notFound('External authentication', externalAuthId)
}
