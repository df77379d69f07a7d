import type { Deps } from '../../../deps.ts'
import {
  ApiError,
  invalidPendingAuthenticationToken,
  signUpNotAllowed,
} from '../../../errors/errors.ts'
import { networkOf } from '../../../http/network-of.ts'
import { countAttempt, rateLimits } from '../../../http/rate-limits.ts'
import { approveUserRegistration } from '../../actions/approval.ts'
import { isInvited } from '../../invitations/invitation.ts'
import { consumeSetUpToken, isUsableSetUpToken } from '../../set-up-tokens/set-up-token.ts'
import { checkPassword } from '../../users/password-policy.ts'
import { createUser, findCredential, findUserByEmail } from '../../users/user.ts'
import { rememberOnTheWay } from '../authorization-session.ts'
import { passwordIdentified } from '../grants/password.ts'
import { authenticationMethodNames } from '../identified.ts'
import { findInvitationOfSession } from '../invited.ts'
import { toWireInvitationEvent } from '../wire.ts'
import { beginAtExistingAccount } from './existing-account.ts'
import { finishHostedSignIn, type Hosted, type HostedOutcome } from './hosted-sign-in.ts'
import { hostedSignInLimits } from './password.ts'

/** Whether this person may create an account here. */
export async function isSignUpAllowed(deps: Deps, hosted: Hosted): Promise<boolean> {
  const { setUpTokenHash } = hosted.session
  if (setUpTokenHash) return isUsableSetUpToken(deps, setUpTokenHash)
  if (hosted.client.environment.settings.signUpEnabled) return true
  const invitation = await findInvitationOfSession(deps, hosted.session)
  const { email } = hosted.session
  return invitation !== null && (email === null || isInvited(invitation, email))
}

/**
 * Sign-up with the address and names entered before. When the address has an account already, the
 * page goes on as if it had none, and the mail tells the owner of the address.
 */
export async function signUp(deps: Deps, hosted: Hosted, password: string): Promise<HostedOutcome> {
  const { environment } = hosted.client
  const { session } = hosted
  const email = session.email ?? ''
  if (!(await isSignUpAllowed(deps, hosted))) throw signUpNotAllowed()
  // Before anything that depends on whether the account exists, so that both see the same refusals.
  await checkPassword(environment.settings.password, password, { ...session, email })
  const limits = [
    { rule: rateLimits.hostedSignUp, subject: networkOf(hosted.ipAddress) },
    ...hostedSignInLimits(email, hosted.ipAddress),
  ]
  for (const { rule, subject } of limits) {
    await countAttempt(deps.db, rule, environment.id, subject, deps.clock.now())
  }
  // Asked whether or not there is an account, or the time it takes would tell. An account tells itself by
  // its event; this is a question.
  const userData = { email, firstName: session.firstName, lastName: session.lastName }
  const invitation = await findInvitationOfSession(deps, session)
  const question = {
    userData,
    ...(invitation && { invitation: toWireInvitationEvent(invitation, deps.clock.now()) }),
    authenticationMethod: authenticationMethodNames.password,
  }
  await approveUserRegistration(deps, environment, question, hosted)
  if (await findUserByEmail(deps, environment.id, email)) {
    return continueWithExisting(deps, hosted, password)
  }
  const { setUpTokenHash } = session
  const newUser = {
    email,
    password,
    firstName: session.firstName,
    lastName: session.lastName,
    // Whoever holds the set-up link controls the server: there may be no mail to prove it with yet.
    emailVerified: setUpTokenHash !== null,
  }
  try {
    const user = await createUser(deps, environment, newUser, async (transaction) => {
      const now = deps.clock.now()
      if (setUpTokenHash && !(await consumeSetUpToken(transaction, setUpTokenHash, now))) {
        throw signUpNotAllowed()
      }
    })
    return finishHostedSignIn(deps, hosted, passwordIdentified(deps, user, hosted))
  } catch (error) {
    if (error instanceof ApiError && error.code === 'user_creation_error') {
      return continueWithExisting(deps, hosted, password)
    }
    throw error
  }
}

async function continueWithExisting(
  deps: Deps,
  hosted: Hosted,
  password: string,
): Promise<HostedOutcome> {
  const { environment } = hosted.client
  const email = hosted.session.email ?? ''
  const credential = await findCredential(deps, environment.id, email)
  const matches = await deps.passwordHasher.verify(credential?.passwordHash ?? null, password)
  if (credential && matches) {
    return finishHostedSignIn(deps, hosted, passwordIdentified(deps, credential.user, hosted))
  }
  // Deleted in this very moment: there is nobody to tell, and nothing to wait for.
  if (!credential) throw invalidPendingAuthenticationToken()
  const pending = await beginAtExistingAccount(deps, hosted.client, credential.user)
  await rememberOnTheWay(deps.db, hosted.session, { pendingAuthenticationId: pending.id })
  return { kind: 'page', path: '/email-verification' }
}
