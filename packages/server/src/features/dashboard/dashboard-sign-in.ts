import { createHash } from 'node:crypto'
import { createToken, isSameSecret } from '../../crypto/tokens.ts'
import type { Deps } from '../../deps.ts'
import { PageError } from '../../errors/errors.ts'
import { type Application, getDefaultApplication } from '../applications/application.ts'
import { authenticate } from '../authentication/authenticate.ts'
import { getEnvironmentOfKind } from '../environments/environment.ts'
import { ensureSetUpToken } from '../set-up-tokens/set-up-token.ts'

/**
 * The dashboard signs its owners in as any application does: authorization code with PKCE, through
 * the hosted pages, in an environment of its own.
 */
export interface DashboardFlow {
  state: string
  codeVerifier: string
  returnTo: string
}

/** The address of the authorization request, and what the browser must bring back. */
export async function beginDashboardSignIn(
  deps: Deps,
  wanted: { returnTo: string | undefined; setUpToken?: string },
): Promise<{ url: string; flow: DashboardFlow }> {
  const openToken = await ensureSetUpToken(deps)
  if (wanted.setUpToken === undefined && openToken !== null) throw notSetUp()
  if (wanted.setUpToken !== undefined && wanted.setUpToken !== openToken) throw setUpLinkUsed()
  const application = await dashboardApplication(deps)
  const flow = {
    state: createToken(),
    // RFC 7636 §4.1: at least 43 characters.
    codeVerifier: createToken() + createToken(),
    returnTo: wanted.returnTo && isOwnPath(wanted.returnTo) ? wanted.returnTo : '/dashboard/',
  }
  const query = new URLSearchParams({
    client_id: application.clientId,
    code_challenge: createHash('sha256').update(flow.codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
    provider: 'authkit',
    redirect_uri: `${deps.config.baseUrl}/dashboard/callback`,
    response_type: 'code',
    state: flow.state,
    ...(wanted.setUpToken ? { screen_hint: 'sign-up', set_up_token: wanted.setUpToken } : {}),
  })
  return { url: `${deps.config.baseUrl}/user_management/authorize?${query}`, flow }
}

/** Exchanges the code; the answer is the token of the dashboard's cookie. */
export async function finishDashboardSignIn(
  deps: Deps,
  answer: { code: string | undefined; state: string | undefined },
  flow: DashboardFlow | null,
  origin: { ipAddress: string; userAgent: string | null },
): Promise<string | null> {
  if (!flow || !answer.code || !answer.state || !isSameSecret(answer.state, flow.state)) return null
  const application = await dashboardApplication(deps)
  const parameters: Record<string, string> = { code: answer.code, code_verifier: flow.codeVerifier }
  const result = await authenticate(deps, {
    grantType: 'authorization_code',
    clientId: application.clientId,
    clientSecret: undefined,
    ...origin,
    required: (name) => parameters[name] ?? '',
    optional: (name) => parameters[name],
  })
  return result.refreshToken
}

async function dashboardApplication(deps: Deps): Promise<Application> {
  const system = await getEnvironmentOfKind(deps, 'system')
  return getDefaultApplication(deps, system.id)
}

/** A page of the dashboard or a guide: never another website. */
export const isOwnPath = (path: string) =>
  /^\/(?:dashboard|docs)(?:\/[\w\-./~%]*)?(?:\?[\w\-./~%=&]*)?$/.test(path) && !path.includes('//')

const notSetUp = () =>
  new PageError(
    403,
    'This Latchkey has no owner yet',
    'The first owner creates their account with the set-up link that was printed in the terminal when Latchkey started.',
    ['Look for “Set up” in the output of the server. Every start prints it until it is used.'],
  )

const setUpLinkUsed = () =>
  new PageError(
    403,
    'This set-up link no longer works',
    'It was used already, or it is not complete. If you own this Latchkey, open the dashboard and sign in.',
    [
      'The dashboard is at /dashboard. Until there is an owner, every start prints the link that works.',
    ],
  )
