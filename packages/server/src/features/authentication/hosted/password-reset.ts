import { hashToken } from '../../../crypto/tokens.ts'
import type { Deps } from '../../../deps.ts'
import { invalidPendingAuthenticationToken } from '../../../errors/errors.ts'
import { confirmPasswordReset, createPasswordReset } from '../../password-reset/password-reset.ts'
import { findUserByEmail } from '../../users/user.ts'
import { type AuthorizationSession, rememberOnTheWay } from '../authorization-session.ts'
import { passwordIdentified } from '../grants/password.ts'
import { finishHostedSignIn, type Hosted, type HostedOutcome } from './hosted-sign-in.ts'
import { countMailTo } from './mail-limits.ts'

/**
 * Mails a reset link if the address has an account. The answer does not wait for that, so it takes
 * as long as for an address without one.
 */
export async function requestPasswordReset(
  deps: Deps,
  hosted: Hosted,
  email: string,
): Promise<void> {
  const { environment, application } = hosted.client
  await countMailTo(deps, hosted, 'password reset', email)
  deps.background('A password reset could not be mailed.', async () => {
    const user = await findUserByEmail(deps, environment.id, email)
    if (user) await createPasswordReset(deps, user, application)
  })
}

/** Sets the new password of the link that led here, and signs in with it. */
export async function resetPassword(
  deps: Deps,
  hosted: Hosted,
  newPassword: string,
): Promise<HostedOutcome> {
  const { passwordResetTokenHash } = hosted.session
  if (!passwordResetTokenHash) throw invalidPendingAuthenticationToken()
  const { environment } = hosted.client
  const user = await confirmPasswordReset(deps, environment, passwordResetTokenHash, newPassword)
  return finishHostedSignIn(deps, hosted, passwordIdentified(deps, user, hosted))
}

export async function rememberPasswordReset(
  deps: Deps,
  session: AuthorizationSession,
  token: string,
): Promise<AuthorizationSession> {
  return rememberOnTheWay(deps.db, session, { passwordResetTokenHash: hashToken(token) })
}
