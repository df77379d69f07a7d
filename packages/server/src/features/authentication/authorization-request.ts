import type { Deps } from '../../deps.ts'
import { OAuthError, PageError } from '../../errors/errors.ts'
import { type Application, findApplicationByClientId } from '../applications/application.ts'
import { type Environment, getEnvironment } from '../environments/environment.ts'
import { findOrganization } from '../organizations/organization.ts'
import { findDefaultRedirect, isRegistered } from '../redirects/redirect.ts'

/** An authorization request that was found in order. */
export interface AuthorizationRequest {
  environment: Environment
  application: Application
  redirectUri: string
  /** As it stood in the query, still encoded. */
  state: string | null
  codeChallenge: string | null
  screenHint: 'sign-in' | 'sign-up'
  loginHint: string | null
  /** The organization to sign in to. */
  organizationId: string | null
  /** What the person is to be asked, one word each. */
  prompt: string[]
  /** In seconds. */
  maxAge: number | null
  passwordResetToken: string | null
  invitationToken: string | null
  setUpToken: string | null
}

/** A refusal that the application is told about, at its redirect URI (RFC 6749 §4.1.2.1). */
export class AuthorizationError extends OAuthError {
  constructor(
    error: string,
    description: string,
    readonly redirectUri: string,
    readonly state: string | null,
  ) {
    super(error, description)
  }
}

// Node itself refuses request targets of more than 16 KB; SDKs send about 4 KB at most.
const longestState = 8_192
const s256Challenge = /^[A-Za-z0-9_-]{43}$/
const providers = new Set([
  'AppleOAuth',
  'BitbucketOAuth',
  'DiscordOAuth',
  'GitHubOAuth',
  'GitLabOAuth',
  'GoogleOAuth',
  'GrokOAuth',
  'IntuitOAuth',
  'LinkedInOAuth',
  'MicrosoftOAuth',
  'SalesforceOAuth',
  'SlackOAuth',
  'VercelMarketplaceOAuth',
  'VercelOAuth',
  'XOAuth',
  'XeroOAuth',
])
const once = [
  'client_id',
  'redirect_uri',
  'response_type',
  'state',
  'code_challenge',
  'code_challenge_method',
  'provider',
  'connection_id',
  'organization_id',
  'screen_hint',
  'login_hint',
  'prompt',
  'max_age',
]

/**
 * Reads `GET /user_management/authorize` in the order that decides who is told about a mistake:
 * until client and redirect URI are known to belong together, only the person at the browser.
 */
export async function readAuthorizationRequest(
  deps: Deps,
  rawQuery: string,
): Promise<AuthorizationRequest> {
  const query = new URLSearchParams(rawQuery)
  // A NUL is no character of any parameter; it becomes what the decoder makes of other broken bytes.
  const value = (name: string) => query.get(name)?.replaceAll('\0', '\ufffd') || null
  const { application, environment } = await getClient(deps, value('client_id'))
  const redirectUri = await getRedirectUri(deps, application, value('redirect_uri'))
  const state = rawParameter(rawQuery, 'state')
  const refuse = (error: string, description: string) =>
    new AuthorizationError(error, description, redirectUri, state)

  for (const name of once) {
    if (query.getAll(name).length > 1) {
      throw refuse('invalid_request', `The parameter ${name} was sent more than once.`)
    }
  }
  if (state !== null && state.length > longestState) {
    throw new AuthorizationError(
      'invalid_request',
      `The state is longer than ${longestState} characters.`,
      redirectUri,
      null,
    )
  }
  if (value('response_type') !== 'code') {
    throw value('response_type') === null
      ? refuse('invalid_request', 'Missing required parameter: response_type.')
      : refuse('unsupported_response_type', 'The response_type must be "code".')
  }
  checkSelector(refuse, {
    provider: value('provider'),
    connectionId: value('connection_id'),
    organizationId: value('organization_id'),
  })
  const organizationId = value('organization_id')
  if (organizationId && !(await findOrganization(deps, environment.id, organizationId))) {
    throw refuse('organization_invalid', 'There is no organization with this id.')
  }
  return {
    environment,
    application,
    redirectUri,
    state,
    codeChallenge: readChallenge(refuse, value('code_challenge'), value('code_challenge_method')),
    screenHint: readScreenHint(refuse, value('screen_hint')),
    loginHint: value('login_hint'),
    organizationId,
    prompt: readPrompt(refuse, value('prompt')),
    maxAge: readMaxAge(refuse, value('max_age')),
    passwordResetToken: value('password_reset_token'),
    invitationToken: value('invitation_token'),
    setUpToken: environment.kind === 'system' ? value('set_up_token') : null,
  }
}

type Refuse = (error: string, description: string) => AuthorizationError

async function getClient(
  deps: Deps,
  clientId: string | null,
): Promise<{ application: Application; environment: Environment }> {
  const application = clientId ? await findApplicationByClientId(deps, clientId) : null
  if (!application) {
    throw new PageError(
      400,
      'This application is not known',
      clientId
        ? 'The link that brought you here names a client ID that does not exist. Go back to the application and try again.'
        : 'The link that brought you here names no client ID. Go back to the application and try again.',
      [
        'Copy the client ID from the dashboard’s Overview into WORKOS_CLIENT_ID, and check that the key and the ID are from the same environment.',
      ],
      clientId ?? undefined,
    )
  }
  const environment = await getEnvironment(deps, application.environmentId)
  return { application, environment }
}

async function getRedirectUri(
  deps: Deps,
  application: Application,
  requested: string | null,
): Promise<string> {
  if (requested !== null) {
    if (await isRegistered(deps, 'redirect_uris', application, requested)) return requested
    throw new PageError(
      400,
      'This redirect URI is not registered',
      'The application asked to receive your sign-in at an address that it has not registered, so nothing was sent there. Go back to the application and try again.',
      ['Add this address, exactly as it is, under Redirects in the dashboard.'],
      requested,
    )
  }
  const fallback = await findDefaultRedirect(deps, 'redirect_uris', application)
  if (fallback) return fallback.uri
  throw new PageError(
    400,
    'No redirect URI is set',
    'The application named no address to receive your sign-in, and it has no default one. Go back to the application and try again.',
    [
      'Add a redirect URI, such as http://localhost:3000/callback, under Redirects in the dashboard.',
    ],
  )
}

function checkSelector(
  refuse: Refuse,
  selector: {
    provider: string | null
    connectionId: string | null
    organizationId: string | null
  },
): void {
  const { provider, connectionId, organizationId } = selector
  const withAuthKit = provider === 'authkit'
  const given = [provider, connectionId, withAuthKit ? null : organizationId].filter(Boolean)
  if (given.length > 1) {
    throw refuse(
      'ambiguous_connection_selector',
      'Send one of provider, connection_id and organization_id, not several.',
    )
  }
  if (connectionId) throw refuse('connection_invalid', 'There is no connection with this id.')
  if (organizationId && !withAuthKit)
    throw refuse('organization_invalid', 'No connection associated with organization.')
  if (provider && providers.has(provider)) {
    throw refuse('connection_strategy_invalid', `The provider ${provider} is not configured.`)
  }
  if (!withAuthKit) {
    throw refuse(
      'invalid_connection_selector',
      'A valid provider, connection_id or organization_id is required. For the hosted pages send provider=authkit.',
    )
  }
}

function readChallenge(
  refuse: Refuse,
  challenge: string | null,
  method: string | null,
): string | null {
  if (challenge === null) {
    if (method === null) return null
    throw refuse('invalid_request', 'A code_challenge_method was sent without a code_challenge.')
  }
  // RFC 9700 §2.1.1: "plain" would let whoever sees the request redeem the code.
  if (method !== 'S256') {
    throw refuse('invalid_request', 'The code_challenge_method must be S256.')
  }
  if (!s256Challenge.test(challenge)) {
    throw refuse('invalid_request', 'The code_challenge is not the S256 of a verifier.')
  }
  return challenge
}

function readScreenHint(refuse: Refuse, hint: string | null): 'sign-in' | 'sign-up' {
  if (hint === null || hint === 'sign-in') return 'sign-in'
  if (hint === 'sign-up') return 'sign-up'
  throw refuse('invalid_request', 'The screen_hint must be sign-in or sign-up.')
}

/** A list of words (OpenID Connect Core §3.1.2.1): `login consent` asks for a sign-in as `login` does. */
function readPrompt(refuse: Refuse, text: string | null): string[] {
  const prompt = (text ?? '').split(' ').filter(Boolean)
  if (prompt.includes('none') && prompt.length > 1) {
    throw refuse('invalid_request', 'The prompt "none" cannot be combined with another.')
  }
  return prompt
}

function readMaxAge(refuse: Refuse, text: string | null): number | null {
  if (text === null) return null
  if (!/^\d{1,10}$/.test(text)) {
    throw refuse('invalid_request', 'The max_age must be a whole number of seconds, 0 or more.')
  }
  return Number(text)
}

/** The value of a parameter as it was sent, before any decoding that could change a byte. */
function rawParameter(rawQuery: string, name: string): string | null {
  const pair = rawQuery.split('&').find((candidate) => new URLSearchParams(candidate).has(name))
  return pair === undefined ? null : pair.split('=').slice(1).join('=')
}

/** An address of the application with parameters of the answer, keeping the query it has. */
export function withAnswer(
  redirectUri: string,
  parameters: Record<string, string>,
  rawState: string | null,
): string {
  const answer = new URLSearchParams(parameters).toString()
  const state = rawState === null ? '' : `&state=${rawState}`
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${answer}${state}`
}
