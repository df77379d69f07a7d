import { hashToken } from '../../crypto/tokens.ts'
import { inTransaction } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import {
  ApiError,
  invalidPendingAuthenticationToken,
  PageError,
  signUpNotAllowed,
} from '../../errors/errors.ts'
import { countAttempt, rateLimits } from '../../http/rate-limits.ts'
import {
  countVerificationMail,
  createEmailVerification,
} from '../email-verification/email-verification.ts'
import { recordEvents } from '../events/event.ts'
import {
  confirmPasswordReset,
  countPasswordReset,
  createPasswordReset,
} from '../password-reset/password-reset.ts'
import { createBrowserSession } from '../sessions/browser-session.ts'
import { consumeSetUpToken, isUsableSetUpToken } from '../set-up-tokens/set-up-token.ts'
import { normalizeEmail } from '../users/email-address.ts'
import { checkPassword } from '../users/password-policy.ts'
import { createUser, findCredential, findUserByEmail, getUser } from '../users/user.ts'
import { issueAuthorizationCode } from './authorization-code.ts'
import { withAnswer } from './authorization-request.ts'
import {
  type AuthorizationSession,
  completeAuthorizationSession,
  rememberOnTheWay,
} from './authorization-session.ts'
import type { Client } from './client.ts'
import { authenticationSucceeded } from './events.ts'
import {
  beginAtExistingAccount,
  refuseCodeOfExistingAccount,
  resendToExistingAccount,
} from './existing-account.ts'
import { passGates } from './gates/gates.ts'
import { identifyByVerificationCode } from './grants/email-verification-code.ts'
import { identifyByPassword, passwordIdentified } from './grants/password.ts'
import type { Identified } from './identified.ts'
import {
  awaitNewCode,
  consumePendingAuthentication,
  findPendingAuthentication,
  findPendingAuthenticationByToken,
  type PendingAuthentication,
} from './pending-authentication.ts'

/**
 * The acts of the hosted pages. They enter the authentication where the grants do, and share the
 * rest: a gate's refusal becomes the next page, success becomes an authorization code.
 */
export interface Hosted {
  client: Client
  session: AuthorizationSession
  ipAddress: string
  userAgent: string | null
}

export type HostedOutcome =
  | { kind: 'page'; path: string }
  | { kind: 'answer'; url: string; browserSessionToken: string }

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
  return finish(deps, hosted, passwordIdentified(deps, user, hosted))
}

/** By address and network address as published, and by address alone so that many networks gain little. */
const hostedSignInLimits = (email: string, ipAddress: string) => {
  const address = normalizeEmail(email) ?? email
  return [
    { rule: rateLimits.hostedSignIn, subject: `${address} ${ipAddress}` },
    { rule: rateLimits.hostedSignInOfAddress, subject: address },
  ]
}

/** Whether this person may create an account here. */
export async function isSignUpAllowed(deps: Deps, hosted: Hosted): Promise<boolean> {
  const { setUpTokenHash } = hosted.session
  if (setUpTokenHash) return isUsableSetUpToken(deps, setUpTokenHash)
  return hosted.client.environment.settings.signUpEnabled
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
  for (const { rule, subject } of hostedSignInLimits(email, hosted.ipAddress)) {
    await countAttempt(deps.db, rule, environment.id, subject, deps.clock.now())
  }
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
    return finish(deps, hosted, passwordIdentified(deps, user, hosted))
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
    return finish(deps, hosted, passwordIdentified(deps, credential.user, hosted))
  }
  // Deleted in this very moment: there is nobody to tell, and nothing to wait for.
  if (!credential) throw invalidPendingAuthenticationToken()
  const pending = await beginAtExistingAccount(deps, hosted.client, credential.user)
  await rememberOnTheWay(deps.db, hosted.session, { pendingAuthenticationId: pending.id })
  return { kind: 'page', path: '/email-verification' }
}

/** The six digits of the mail. */
export async function verifyEmail(
  deps: Deps,
  hosted: Hosted,
  code: string,
): Promise<HostedOutcome> {
  const pending = await findPending(deps, hosted)
  if (!pending.emailVerificationId) return refuseCodeOfExistingAccount(deps, pending)
  return finish(deps, hosted, await identifyByVerificationCode(deps, pending, code, hosted))
}

/** Another mail with another code. */
export async function resendVerification(deps: Deps, hosted: Hosted): Promise<void> {
  const { environment, application } = hosted.client
  const pending = await findPending(deps, hosted)
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

async function findPending(deps: Deps, hosted: Hosted): Promise<PendingAuthentication> {
  const { pendingAuthenticationId, environmentId } = hosted.session
  const pending =
    pendingAuthenticationId &&
    (await findPendingAuthentication(deps, environmentId, pendingAuthenticationId))
  if (!pending) throw invalidPendingAuthenticationToken()
  return pending
}

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
  await countPasswordReset(deps, environment.id, email)
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
  return finish(deps, hosted, passwordIdentified(deps, user, hosted))
}

export async function rememberPasswordReset(
  deps: Deps,
  session: AuthorizationSession,
  token: string,
): Promise<AuthorizationSession> {
  return rememberOnTheWay(deps.db, session, { passwordResetTokenHash: hashToken(token) })
}

/** The gates, and then the code: what every hosted sign-in ends with. */
async function finish(deps: Deps, hosted: Hosted, identified: Identified): Promise<HostedOutcome> {
  const pending = await standsInTheWay(deps, hosted, identified)
  if (pending) {
    await rememberOnTheWay(deps.db, hosted.session, { pendingAuthenticationId: pending.id })
    return { kind: 'page', path: '/email-verification' }
  }
  const { client, session } = hosted
  const { user } = identified
  const now = deps.clock.now()
  return inTransaction(deps.db, async (transaction) => {
    if (!(await completeAuthorizationSession(transaction, session, now))) {
      throw alreadyCompleted()
    }
    const { pendingAuthenticationId } = identified
    if (pendingAuthenticationId) {
      const key = { environmentId: session.environmentId, id: pendingAuthenticationId }
      await consumePendingAuthentication(transaction, key, now)
    }
    const signedIn = await createBrowserSession(deps, transaction, client.environment, identified)
    const code = await issueAuthorizationCode(deps, transaction, {
      environmentId: session.environmentId,
      clientId: session.clientId,
      codeChallenge: session.codeChallenge,
      userId: user.id,
      authMethod: identified.authMethod,
      authenticatedAt: identified.authenticatedAt,
      browserSessionId: signedIn.browserSession.id,
      ipAddress: hosted.ipAddress,
      userAgent: hosted.userAgent,
    })
    await recordEvents(transaction, now, eventsOf(hosted, identified))
    return {
      kind: 'answer' as const,
      url: withAnswer(session.redirectUri, { code }, session.state),
      browserSessionToken: signedIn.token,
    }
  })
}

function eventsOf(hosted: Hosted, identified: Identified) {
  const names = hosted.session.reauthentication
    ? ([...identified.succeeded, 'authentication.reauthentication_succeeded'] as const)
    : identified.succeeded
  return names.map((event) =>
    authenticationSucceeded(event, hosted.client.environment.id, {
      userId: identified.user.id,
      email: identified.user.email,
      ipAddress: hosted.ipAddress,
      userAgent: hosted.userAgent,
    }),
  )
}

/** The sign-in that now waits for a step, or null when the gates let it pass. */
async function standsInTheWay(
  deps: Deps,
  hosted: Hosted,
  identified: Identified,
): Promise<PendingAuthentication | null> {
  try {
    await passGates(deps, hosted.client, identified)
    return null
  } catch (error) {
    const token = error instanceof ApiError && error.details.pending_authentication_token
    if (typeof token !== 'string') throw error
    return findPendingAuthenticationByToken(deps, hosted.client, token)
  }
}

const alreadyCompleted = () =>
  new PageError(
    409,
    'This sign-in is already finished',
    'It was completed in another tab or by a second click.',
    ['Go back to the application: you are signed in there, or can sign in again.'],
  )
