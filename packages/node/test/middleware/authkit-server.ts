import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { listen } from './listen.ts'

export const clientId = 'client_middleware'
export const user = {
  object: 'user',
  id: 'user_1',
  email: 'ada@example.com',
  email_verified: true,
  first_name: 'Ada',
  last_name: null,
  profile_picture_url: null,
  last_sign_in_at: null,
  external_id: null,
  locale: null,
  metadata: {},
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
}

interface Refusal {
  status: number
  body?: object
  headers?: Record<string, string>
}

/** What AuthKit does next. */
export interface Script {
  accessTokenSeconds: number
  claims: Record<string, unknown>
  /** Answers these in place of an exchange. */
  refuseCode?: Refusal
  refuseRefresh?: Refusal
  /** Sent back to the application in place of a code. */
  authorizeError?: string
}

/** An AuthKit where somebody is always signed in: whoever comes is sent straight back. */
export interface AuthKitServer {
  url: string
  script: Script
  /** In the order in which they were asked for. */
  authorizations: URLSearchParams[]
  exchanges: Record<string, string>[]
  endedSessions: string[]
  stop(): Promise<void>
}

export async function startAuthKitServer(): Promise<AuthKitServer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'key_1', alg: 'RS256', use: 'sig' }
  const challenges = new Map<string, string | null>()
  const server = createServer((request, response) => {
    answer(request, response).catch((failure) => response.destroy(failure))
  })
  const { url, stop } = await listen(server)
  const authKit: AuthKitServer = {
    url,
    script: { accessTokenSeconds: 300, claims: {} },
    authorizations: [],
    exchanges: [],
    endedSessions: [],
    stop,
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(request.url as string, url)
    switch (pathname) {
      case `/sso/jwks/${clientId}`:
        return json(response, { status: 200, body: { keys: [jwk] } })
      case '/user_management/authorize':
        return redirect(response, authorized(searchParams))
      case '/user_management/authenticate':
        return json(response, await authenticated(await bodyOf(request)))
      case '/user_management/sessions/logout':
        authKit.endedSessions.push(searchParams.get('session_id') as string)
        return redirect(response, searchParams.get('return_to') ?? `${url}/signed-out`)
      default:
        return json(response, { status: 404, body: {} })
    }
  }

  function authorized(query: URLSearchParams) {
    authKit.authorizations.push(query)
    const back = new URL(query.get('redirect_uri') as string)
    const state = query.get('state')
    if (state) back.searchParams.set('state', state)
    if (authKit.script.authorizeError) {
      back.searchParams.set('error', authKit.script.authorizeError)
      back.searchParams.set('error_description', 'You chose <b>not</b> to sign in.')
    } else {
      const code = randomUUID()
      challenges.set(code, query.get('code_challenge'))
      back.searchParams.set('code', code)
    }
    return back.href
  }

  async function authenticated(body: Record<string, string>): Promise<Refusal> {
    authKit.exchanges.push(body)
    const { refuseCode, refuseRefresh } = authKit.script
    if (body.grant_type === 'refresh_token') {
      return refuseRefresh ?? signedIn(String(body.refresh_token).replace('refresh_', ''))
    }
    if (refuseCode) return refuseCode
    const challenge = challenges.get(String(body.code))
    const verifier = createHash('sha256').update(String(body.code_verifier)).digest('base64url')
    if (!challenges.delete(String(body.code)) || challenge !== verifier) return invalidGrant
    return signedIn(`session_${authKit.exchanges.length}`)
  }

  async function signedIn(sessionId: string): Promise<Refusal> {
    const { claims, accessTokenSeconds } = authKit.script
    const now = Math.floor(Date.now() / 1000)
    const accessToken = await new SignJWT({ sid: sessionId, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'key_1' })
      .setSubject(user.id)
      .setIssuedAt(now - 600)
      .setExpirationTime(now + accessTokenSeconds)
      .sign(privateKey)
    const refreshToken = `refresh_${sessionId}`
    return {
      status: 200,
      body: { user, access_token: accessToken, refresh_token: refreshToken },
    }
  }

  return authKit
}

export const invalidGrant: Refusal = {
  status: 400,
  body: { error: 'invalid_grant', error_description: 'This has been used already.' },
}

function json(response: ServerResponse, { status, body = {}, headers = {} }: Refusal) {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

function redirect(response: ServerResponse, location: string) {
  response.writeHead(302, { Location: location }).end()
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, string>> {
  let text = ''
  for await (const chunk of request) text += chunk
  return JSON.parse(text)
}
