import { hashToken } from '../../crypto/tokens.ts'
import { inTransaction } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { OAuthError } from '../../errors/errors.ts'
import { findInvitationOfLink, type Invitation, stateOf } from '../invitations/invitation.ts'
import { findUsablePasswordReset } from '../password-reset/password-reset.ts'
import { type BrowserSession, findBrowserSession } from '../sessions/browser-session.ts'
import { isUsableSetUpToken } from '../set-up-tokens/set-up-token.ts'
import { findUser, type User } from '../users/user.ts'
import { issueAuthorizationCode } from './authorization-code.ts'
import {
  AuthorizationError,
  type AuthorizationRequest,
  readAuthorizationRequest,
  withAnswer,
} from './authorization-request.ts'
import {
  type AuthorizationSession,
  createAuthorizationSession,
  rememberOnTheWay,
} from './authorization-session.ts'
import { pageOfStep, passGatesAtBrowser } from './hosted/pass-gates.ts'
import type { Identified } from './identified.ts'
import type { PendingAuthentication } from './pending-authentication.ts'
import { refuseRedirectLoop } from './redirect-loop.ts'

/** What a browser brought along: its cookies, by what they mean. */
export interface Browser {
  /** Binds hosted pages to this browser. */
  token: string
  /** Its sign-in to an environment. */
  sessionToken(environmentId: string): string | undefined
  /** A password-reset link that was opened before there was an authorization request. */
  passwordResetToken: string | undefined
  /** Whether somebody asked there for a new link in the place of one that no longer works. */
  wantsPasswordReset: boolean
  /** An invitation that was opened before there was an authorization request. */
  invitationToken: string | undefined
  ipAddress: string
  userAgent: string | null
}

/** Where the authorization request leads: to a hosted page, or straight back with a code. */
export type AuthorizationOutcome =
  | { kind: 'page'; path: string; session: AuthorizationSession }
  | { kind: 'answer'; url: string }

/** `GET /user_management/authorize`, whole. */
export async function authorize(
  deps: Deps,
  rawQuery: string,
  browser: Browser,
): Promise<AuthorizationOutcome> {
  const request = await readAuthorizationRequest(deps, rawQuery)
  const signedIn = await findSignIn(deps, request.environment.id, browser)
  const reset = await findReset(deps, request, browser)
  const invited = await findInvitation(deps, request, browser)
  const wantsPage =
    reset !== null ||
    browser.wantsPasswordReset ||
    invited !== null ||
    request.screenHint === 'sign-up' ||
    request.setUpToken !== null
  if (signedIn && !wantsPage && !asksAgain(deps, request, signedIn.browserSession)) {
    return answerSilently(deps, request, signedIn, browser)
  }
  if (request.prompt.includes('none')) {
    const { redirectUri, state } = request
    throw new AuthorizationError('login_required', 'Nobody is signed in.', redirectUri, state)
  }
  const session = await createAuthorizationSession(deps, browser.token, {
    ...sessionOf(request),
    reauthentication: signedIn !== null,
    email: invited?.invitation?.email ?? request.loginHint,
    passwordResetTokenHash: reset,
    setUpTokenHash: await usableSetUpToken(deps, request),
    invitationId: invited?.invitation?.id ?? null,
  })
  return {
    kind: 'page',
    path: firstPage(request, reset !== null || browser.wantsPasswordReset, invited !== null),
    session,
  }
}

/** An authorization session for a request that brought nothing but itself. */
const sessionOf = (request: AuthorizationRequest) => ({
  environmentId: request.environment.id,
  clientId: request.application.clientId,
  redirectUri: request.redirectUri,
  state: request.state,
  codeChallenge: request.codeChallenge,
  reauthentication: false,
  email: null,
  passwordResetTokenHash: null,
  setUpTokenHash: null,
  deviceAuthorizationId: null,
  invitationId: null,
  organizationId: request.organizationId,
})

const firstPage = (request: AuthorizationRequest, reset: boolean, invited: boolean) => {
  if (reset) return '/reset-password'
  if (invited) return '/invite'
  return request.screenHint === 'sign-up' ? '/sign-up' : '/sign-in'
}

export interface SignIn {
  browserSession: BrowserSession
  user: User
}

/** Who is signed in to the environment with this browser; nobody whose address is unproven is. */
export async function findSignIn(
  deps: Deps,
  environmentId: string,
  browser: Browser,
): Promise<SignIn | null> {
  const token = browser.sessionToken(environmentId)
  if (!token) return null
  const browserSession = await findBrowserSession(deps, environmentId, token)
  if (!browserSession) return null
  const user = await findUser(deps, environmentId, browserSession.userId)
  return user?.emailVerified ? { browserSession, user } : null
}

function asksAgain(
  deps: Deps,
  request: AuthorizationRequest,
  { authenticatedAt }: BrowserSession,
): boolean {
  if (request.prompt.some((word) => word === 'login' || word === 'select_account')) return true
  if (request.maxAge === null) return false
  const ageSeconds = (deps.clock.now().getTime() - authenticatedAt.getTime()) / 1000
  // Zero asks again always, also within the same millisecond.
  return request.maxAge === 0 || ageSeconds > request.maxAge
}

/** Who is signed in passes the gates as after any other proof, and is asked where a step is left. */
async function answerSilently(
  deps: Deps,
  request: AuthorizationRequest,
  signedIn: SignIn,
  browser: Browser,
): Promise<AuthorizationOutcome> {
  const { browserSession, user } = signedIn
  const { application, environment, redirectUri, state } = request
  await refuseRedirectLoop(deps, browserSession, application)
  const client = { application, environment, isConfidential: false }
  const identified = identifySignedIn(signedIn, browser, request.organizationId ?? undefined)
  const passage = await passGatesAtBrowser(deps, client, identified).catch((error) => {
    const isDenied = error instanceof OAuthError && error.error === 'access_denied'
    throw isDenied
      ? new AuthorizationError(error.error, error.description, redirectUri, state)
      : error
  })
  if (passage.pending) return askSignedIn(deps, request, signedIn, passage.pending, browser)
  const { organization } = passage
  const code = await inTransaction(deps.db, (transaction) =>
    issueAuthorizationCode(deps, transaction, {
      environmentId: request.environment.id,
      clientId: request.application.clientId,
      codeChallenge: request.codeChallenge,
      userId: user.id,
      authMethod: browserSession.authMethod,
      authenticatedAt: browserSession.authenticatedAt,
      organizationId: organization?.organizationId ?? null,
      browserSessionId: browserSession.id,
      ipAddress: browser.ipAddress,
      userAgent: browser.userAgent,
    }),
  )
  return { kind: 'answer', url: withAnswer(redirectUri, { code }, state) }
}

async function askSignedIn(
  deps: Deps,
  request: AuthorizationRequest,
  { user }: SignIn,
  pending: PendingAuthentication,
  browser: Browser,
): Promise<AuthorizationOutcome> {
  if (request.prompt.includes('none')) {
    // OpenID Connect Core §3.1.2.6.
    const { redirectUri, state } = request
    const description =
      pending.awaits === 'organization_selection'
        ? 'The user must choose an organization.'
        : 'The user must prove a second factor.'
    throw new AuthorizationError('interaction_required', description, redirectUri, state)
  }
  const created = await createAuthorizationSession(deps, browser.token, {
    ...sessionOf(request),
    email: user.email,
  })
  const onItsWay = { pendingAuthenticationId: pending.id }
  const session = await rememberOnTheWay(deps.db, created, onItsWay)
  return { kind: 'page', path: pageOfStep[pending.awaits], session }
}

/** Who is signed in with a browser, as after a proof: the one that they gave when they signed in. */
export function identifySignedIn(
  { browserSession, user }: SignIn,
  from: { ipAddress: string | null; userAgent: string | null },
  organizationId?: string,
): Identified {
  return {
    user,
    authMethod: browserSession.authMethod,
    authenticatedAt: browserSession.authenticatedAt,
    proofEpoch: user.proofEpoch,
    mfaVerified: browserSession.mfaVerified,
    organizationId,
    ipAddress: from.ipAddress,
    userAgent: from.userAgent,
    browserSessionId: browserSession.id,
    succeeded: [],
    pendingAuthenticationId: null,
    authorizationCodeHash: null,
  }
}

/** A reset link that brought the person here, if it works in this environment. */
async function findReset(
  deps: Deps,
  request: AuthorizationRequest,
  browser: Browser,
): Promise<Buffer | null> {
  const token = request.passwordResetToken ?? browser.passwordResetToken
  if (!token) return null
  const tokenHash = hashToken(token)
  const usable = await findUsablePasswordReset(deps, tokenHash)
  return usable?.reset.environmentId === request.environment.id ? tokenHash : null
}

/** Whether an invitation brought the person here, and which, if it can be accepted in this environment. */
async function findInvitation(
  deps: Deps,
  request: AuthorizationRequest,
  browser: Browser,
): Promise<{ invitation: Invitation | null } | null> {
  const token = request.invitationToken ?? browser.invitationToken
  if (!token) return null
  const found = await findInvitationOfLink(deps, token)
  const isUsable =
    found?.environmentId === request.environment.id &&
    stateOf(found, deps.clock.now()) === 'pending'
  if (isUsable) return { invitation: found }
  // A stale cookie is nobody's wish; a parameter is, and its page says what became of it.
  return request.invitationToken ? { invitation: null } : null
}

async function usableSetUpToken(deps: Deps, request: AuthorizationRequest): Promise<Buffer | null> {
  if (!request.setUpToken) return null
  const tokenHash = hashToken(request.setUpToken)
  return (await isUsableSetUpToken(deps, tokenHash)) ? tokenHash : null
}
