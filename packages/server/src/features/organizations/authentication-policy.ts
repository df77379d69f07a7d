import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors/errors.ts'
import { isId } from '../../ids/ids.ts'
import { normalizeEmail } from '../users/email-address.ts'
import type { User } from '../users/user.ts'
import * as store from './store.ts'

/**
 * What an organization asks of those who sign in to it, beyond what its environment asks of
 * everybody. It has one from the start, which asks for nothing more.
 */
export interface AuthenticationPolicy {
  mfaPolicy: 'inherited' | 'required'
}

export async function getAuthenticationPolicy(
  deps: Deps,
  environmentId: string,
  organizationId: string,
): Promise<AuthenticationPolicy> {
  const policy = isId('org', organizationId)
    ? await store.findAuthenticationPolicy(deps.db, environmentId, organizationId)
    : null
  if (!policy) throw notFound('Organization', organizationId)
  return policy
}

/** Holds from the next sign-in on: sessions that are in the organization already go on. */
export async function updateAuthenticationPolicy(
  deps: Deps,
  environmentId: string,
  organizationId: string,
  policy: AuthenticationPolicy,
): Promise<AuthenticationPolicy> {
  const isUpdated =
    isId('org', organizationId) &&
    (await store.updateAuthenticationPolicy(
      deps.db,
      environmentId,
      organizationId,
      policy,
      deps.clock.now(),
    ))
  if (!isUpdated) throw notFound('Organization', organizationId)
  return policy
}

/**
 * Whether an organization asks this person for a second factor: the one that is signed in to, or the
 * one that has the domain of their address, wherever they sign in to.
 */
export async function isMfaRequiredByOrganization(
  deps: Deps,
  user: User,
  organizationId: string | null,
): Promise<boolean> {
  const [, domain = ''] = normalizeEmail(user.email)?.split('@') ?? []
  return store.requiresMfa(deps.db, user.environmentId, organizationId, domain)
}
