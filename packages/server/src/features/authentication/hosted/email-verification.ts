import { inTransaction } from '../../../db/database.ts'
import type { Deps } from '../../../deps.ts'
import {
  countVerificationMail,
  createEmailVerification,
} from '../../email-verification/email-verification.ts'
import { getUser } from '../../users/user.ts'
import { identifyByVerificationCode } from '../grants/email-verification-code.ts'
import { awaitNewCode } from '../pending-authentication.ts'
import { refuseCodeOfExistingAccount, resendToExistingAccount } from './existing-account.ts'
import {
  finishHostedSignIn,
  getPending,
  type Hosted,
  type HostedOutcome,
} from './hosted-sign-in.ts'
import { countMailOfNetwork } from './mail-limits.ts'

/** The six digits of the mail. */
export async function verifyEmail(
  deps: Deps,
  hosted: Hosted,
  code: string,
): Promise<HostedOutcome> {
  const pending = await getPending(deps, hosted, 'email_verification')
  if (!pending.emailVerificationId) return refuseCodeOfExistingAccount(deps, pending)
  return finishHostedSignIn(
    deps,
    hosted,
    await identifyByVerificationCode(deps, pending, code, hosted),
  )
}

/** Another mail with another code. */
export async function resendVerification(deps: Deps, hosted: Hosted): Promise<void> {
  const { environment, application } = hosted.client
  const pending = await getPending(deps, hosted, 'email_verification')
  await countMailOfNetwork(deps, hosted, 'verification code')
  const user = await getUser(deps, environment.id, pending.userId)
  if (!pending.emailVerificationId) {
    return resendToExistingAccount(deps, hosted.client, user, pending)
  }
  await countVerificationMail(deps, user)
  await inTransaction(deps.db, async (transaction) => {
    const verification = await createEmailVerification(deps, transaction, user, application)
    await awaitNewCode(transaction, pending, verification.id, deps.clock.now())
  })
}
