import type { Deps } from '../../../deps.ts'
import { networkOf } from '../../../http/network-of.ts'
import { rateLimits } from '../../../http/rate-limits.ts'
import { checkMagicAuthEnabled, createMagicAuthOrDecoy } from '../../magic-auth/magic-auth.ts'
import { identifyByMagicAuthCode } from '../grants/magic-auth-code.ts'
import { findInvitationOfSession } from '../invited.ts'
import { toWireInvitationEvent } from '../wire.ts'
import { finishHostedSignIn, type Hosted, type HostedOutcome } from './hosted-sign-in.ts'
import { countMailTo } from './mail-limits.ts'
import { isSignUpAllowed } from './sign-up.ts'

/**
 * Mails a code to the address entered before. The answer does not wait for that, so it takes as long
 * as for an address that gets none.
 */
export async function requestMagicCode(deps: Deps, hosted: Hosted): Promise<void> {
  const { environment, application } = hosted.client
  const { firstName, lastName, invitationId, browserHash } = hosted.session
  const presented = await findInvitationOfSession(deps, hosted.session)
  const invitation = presented && toWireInvitationEvent(presented, deps.clock.now())
  const email = hosted.session.email ?? ''
  checkMagicAuthEnabled(environment)
  await countMailTo(deps, hosted, 'magic code', email)
  const mayBeNew = await isSignUpAllowed(deps, hosted)
  deps.background('A sign-in code could not be mailed.', () =>
    createMagicAuthOrDecoy(
      deps,
      environment,
      application,
      { email, firstName, lastName, invitationId, invitation, browserHash, from: hosted },
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
  const { email, browserHash } = hosted.session
  const { ipAddress, userAgent } = hosted
  const subject = `${browserHash.toString('hex')} ${networkOf(ipAddress)}`
  const identified = await identifyByMagicAuthCode(deps, hosted.client.environment, {
    email: email ?? '',
    code,
    browserHash,
    ipAddress,
    userAgent,
    limits: [{ rule: rateLimits.hostedMagicCodeEntry, subject }],
  })
  return finishHostedSignIn(deps, hosted, identified)
}
