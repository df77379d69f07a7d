import type { Deps } from '../../../deps.ts'
import { networkOf } from '../../../http/network-of.ts'
import { rateLimits } from '../../../http/rate-limits.ts'
import { normalizeEmail } from '../../users/email-address.ts'
import { identifyByPassword, passwordIdentified } from '../grants/password.ts'
import { finishHostedSignIn, type Hosted, type HostedOutcome } from './hosted-sign-in.ts'

/** Sign-in with the address entered before and this password. */
export async function signInWithPassword(
  deps: Deps,
  hosted: Hosted,
  password: string,
): Promise<HostedOutcome> {
  const email = hosted.session.email ?? ''
  const user = await identifyByPassword(deps, hosted.client.environment, {
    email,
    password,
    ipAddress: hosted.ipAddress,
    userAgent: hosted.userAgent,
    limits: hostedSignInLimits(email, hosted.ipAddress),
  })
  return finishHostedSignIn(deps, hosted, passwordIdentified(deps, user, hosted))
}

/** By address and network address as published, and by address alone so that many networks gain little. */
export const hostedSignInLimits = (email: string, ipAddress: string) => {
  const address = normalizeEmail(email) ?? email
  return [
    { rule: rateLimits.hostedSignIn, subject: `${address} ${networkOf(ipAddress)}` },
    { rule: rateLimits.hostedSignInOfAddress, subject: address },
  ]
}
