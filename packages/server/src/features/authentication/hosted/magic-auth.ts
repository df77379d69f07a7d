import type { Deps } from '../../../deps.ts'
import { countAttempt, rateLimits } from '../../../http/rate-limits.ts'
import { countMagicAuth, createMagicAuthOrDecoy } from '../../magic-auth/magic-auth.ts'
import { identifyByMagicAuthCode } from '../grants/magic-auth-code.ts'
import { findInvitationOfSession } from '../invited.ts'
import { toWireInvitationEvent } from '../wire.ts'
import { finishHostedSignIn, type Hosted, type HostedOutcome } from './hosted-sign-in.ts'
import { hostedSignInLimits } from './password.ts'
import { isSignUpAllowed } from './sign-up.ts'

/**
 * Mails a code to the address entered before. The answer does not wait for that, so it takes as long
 * as for an address that gets none.
 */
export async function requestMagicCode(deps: Deps, hosted: Hosted): Promise<void> {
  const { environment, application } = hosted.client
  const { firstName, lastName, invitationId } = hosted.session
  const presented = await findInvitationOfSession(deps, hosted.session)
  const invitation = presented && toWireInvitationEvent(presented, deps.clock.now())
  const email = hosted.session.email ?? ''
  // First, so that whoever goes through many addresses does not spend what their owners have left.
  const now = deps.clock.now()
  await countAttempt(deps.db, rateLimits.hostedMagicCode, environment.id, hosted.ipAddress, now)
  await countMagicAuth(deps, environment, email)
  const mayBeNew = await isSignUpAllowed(deps, hosted)
  deps.background('A sign-in code could not be mailed.', () =>
    createMagicAuthOrDecoy(
      deps,
      environment,
      application,
      { email, firstName, lastName, invitationId, invitation, from: hosted },
      mayBeNew,
    ),
  )
}

/** Sign-in with the address entered before and the code that was mailed to it. */
export async function signInWithMagicCode(
  deps: Deps,
  hosted: Hosted,
  code: string,
): Promise<HostedOutcome> {
  const email = hosted.session.email ?? ''
  const identified = await identifyByMagicAuthCode(deps, hosted.client.environment, {
    email,
    code,
    ipAddress: hosted.ipAddress,
    userAgent: hosted.userAgent,
    limits: hostedSignInLimits(email, hosted.ipAddress),
  })
  return finishHostedSignIn(deps, hosted, identified)
}
