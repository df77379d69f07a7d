import { inTransaction } from '../../../db/database.ts'
import type { Deps } from '../../../deps.ts'
import { emailVerificationRequired, RateLimitError } from '../../../errors/errors.ts'
import {
  countVerificationMail,
  createEmailVerification,
  findOpenEmailVerification,
} from '../../email-verification/email-verification.ts'
import type { User } from '../../users/user.ts'
import { comesInvited } from '../invited.ts'
import { createPendingAuthentication } from '../pending-authentication.ts'
import type { Gate } from './gates.ts'

/** Nobody gets a session for an address they have not proven to own: the code is mailed as part of the refusal. */
export const emailVerifiedGate: Gate = async (deps, client, identified) => {
  const { user } = identified
  // The invitation was mailed to the address: accepting it proves as much as a code would.
  if (user.emailVerified || comesInvited(identified)) return
  const open = await reuseWhenMailedTooOften(deps, user)
  const { token, verificationId } = await inTransaction(deps.db, async (transaction) => {
    const verification =
      open ?? (await createEmailVerification(deps, transaction, user, client.application))
    const step = { awaits: 'email_verification', emailVerificationId: verification.id } as const
    const created = await createPendingAuthentication(deps, transaction, client, identified, step)
    return { token: created.token, verificationId: verification.id }
  })
  throw emailVerificationRequired({
    pending_authentication_token: token,
    email: user.email,
    email_verification_id: verificationId,
  })
}

/** Signing in again and again sends no more mails than the limit: the code on its way still works. */
async function reuseWhenMailedTooOften(deps: Deps, user: User) {
  try {
    await countVerificationMail(deps, user)
    return null
  } catch (error) {
    const open =
      error instanceof RateLimitError ? await findOpenEmailVerification(deps, user) : null
    if (!open) throw error
    return open
  }
}
