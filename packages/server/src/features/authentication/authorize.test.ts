import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { authenticate } from '../../../test/api.ts'
import { answerOf, authorizeUrl, BrowserClient } from '../../../test/browser-client.ts'
import { codeOf, createPerson, type Person, signInByPages } from '../../../test/people.ts'
import { requestRaw } from '../../../test/raw-http.ts'
import { redirectUri, startTestServer, type TestServer } from '../../../test/server.ts'
import { createRedirect } from '../redirects/redirect.ts'
import { deleteUser, updateUser } from '../users/user.ts'

let server: TestServer
let person: Person
/** A browser in which this person is signed in to staging. */
let browserOfPerson: BrowserClient

beforeAll(async () => {
  server = await startTestServer()
  person = await createPerson(server)
  browserOfPerson = await signedIn(person)
})
afterAll(() => server?.stop())
// A browser that asks for code after code within half a minute is taken for one going in circles.
beforeEach(() => server.deps.clock.advance(31))

type Parameters = Record<string, string | undefined>

const ask = (parameters: Parameters = {}, browser = new BrowserClient(server)) =>
  browser.request(authorizeUrl(server, parameters))

/** The request with more in its query, byte for byte as written. */
const askRaw = async (query: string, browser = new BrowserClient(server)) => {
  const { pathname, search } = new URL(authorizeUrl(server))
  const { headers } = await requestRaw(server, `${pathname}${search}&${query}`, browser.cookies)
  return { location: headers.location ?? null }
}

const signedIn = async (who: Person) => (await signInByPages(server, who)).browser

const errorOf = (location: string | null) => {
  const url = new URL(location ?? 'about:blank')
  expect(`${url.origin}${url.pathname}`).toBe(redirectUri)
  expect(url.searchParams.has('code')).toBe(false)
  return Object.fromEntries(url.searchParams)
}

describe('an authorization request in order', () => {
  test('leads to the sign-in page, with an authorization session in its address', async () => {
    const { status, location, headers } = await ask()
    expect(status).toBe(302)
    const page = new URL(location ?? '')
    expect(page.origin).toBe(server.url)
    expect(page.pathname).toBe('/sign-in')
    expect(page.searchParams.get('client_id')).toBe(server.staging.clientId)
    expect(page.searchParams.get('authorization_session_id')).toMatch(/^authorization_session_\w+$/)
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test('leads to the sign-up page with screen_hint=sign-up', async () => {
    const { location } = await ask({ screen_hint: 'sign-up' })
    expect(new URL(location ?? '').pathname).toBe('/sign-up')
  })

  test('leads to the sign-in page with screen_hint=sign-in', async () => {
    const { location } = await ask({ screen_hint: 'sign-in' })
    expect(new URL(location ?? '').pathname).toBe('/sign-in')
  })

  test.each(['sign-in', 'sign-up'])('fills login_hint into the form of %s', async (screen_hint) => {
    const browser = new BrowserClient(server)
    await browser.visit(
      authorizeUrl(server, { screen_hint, login_hint: '"><script>alert(1)</script>@example.com' }),
    )
    expect(browser.html).toContain('value="&quot;&gt;&lt;script&gt;')
    expect(browser.html).not.toContain('<script>alert')
  })

  test('ignores parameters that it does not know and those of later products', async () => {
    const { location } = await askRaw(
      'context=abc&claim_nonce=x&domain_hint=example.com&provider_scopes=a&provider_scopes=b&provider_query_params%5Bhd%5D=example.com&unheard_of=1',
    )
    expect(new URL(location ?? '').pathname).toBe('/sign-in')
  })

  test('uses the default redirect URI when none is named', async () => {
    const { visit } = await signInByPages(server, person, {
      parameters: { redirect_uri: undefined },
    })
    expect(answerOf(visit).href).toMatch(`${redirectUri}?code=`)
  })

  test('ends without a state when none was sent', async () => {
    const { visit } = await signInByPages(server, person)
    expect([...answerOf(visit).searchParams.keys()]).toEqual(['code'])
  })

  test('keeps the query that a redirect URI has', async () => {
    const uri = 'http://localhost:3000/callback?tenant=a%20b&code=mine'
    await createRedirect(server.deps, 'redirect_uris', server.staging, uri)
    const { location } = await ask({ redirect_uri: uri, state: 's' }, browserOfPerson)
    expect(location).toMatch(
      /^http:\/\/localhost:3000\/callback\?tenant=a%20b&code=mine&code=\w+&state=s$/,
    )
  })
})

describe('a request of which only the person at the browser may be told', () => {
  const expectPage = async (
    visit: Awaited<ReturnType<typeof ask>>,
    title: string,
    detail?: string,
  ) => {
    expect(visit.status).toBe(400)
    expect(visit.location).toBeNull()
    expect(visit.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(visit.html).toContain(title)
    if (detail) expect(visit.html).toContain(detail)
  }

  test('says that the client id is not known', async () => {
    const visit = await ask({ client_id: 'client_01NOBODY' })
    await expectPage(visit, 'This application is not known', 'client_01NOBODY')
  })

  test('says that there is no client id', async () => {
    await expectPage(await ask({ client_id: undefined }), 'This application is not known')
  })

  test('does not run a script that is sent as a client id', async () => {
    const visit = await ask({ client_id: '<script>alert(1)</script>' })
    await expectPage(visit, '&lt;script&gt;')
    expect(visit.html).not.toContain('<script>alert')
  })

  test.each([
    'https://evil.example/callback',
    'http://localhost:3000/callback/',
    'http://localhost:3000/callback?x=1',
    'http://localhost:3000/Callback',
    'http://localhost:3001/callback',
    'http://localhost:3000/callback#fragment',
    'http://localhost:3000@evil.example/callback',
    'http://localhost:3000\\@evil.example/callback',
    'http://localhost:3000/callback\t',
    'HTTP://LOCALHOST:3000/callback',
    '//evil.example/callback',
    '/callback',
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
  ])('never redirects to %j, which is not registered', async (redirect_uri) => {
    const visit = await ask({ redirect_uri, state: 'secret-state' })
    await expectPage(visit, 'This redirect URI is not registered', 'Your application')
    expect(visit.html).not.toContain('secret-state')
  })

  test('never redirects to a redirect URI of another environment', async () => {
    const visit = await ask({ redirect_uri: 'https://app.example.com/callback' })
    await expectPage(visit, 'This redirect URI is not registered', 'https://app.example.com')
  })

  test('says what to configure when the application has no redirect URI at all', async () => {
    const another = await startTestServer()
    try {
      await another.deps.db.deleteFrom('redirect_uris').execute()
      const visit = await new BrowserClient(another).request(
        authorizeUrl(another, { redirect_uri: undefined }),
      )
      await expectPage(visit, 'No redirect URI is set', 'http://localhost:3000/callback')
    } finally {
      await another.stop()
    }
  })
})

describe('a mistake that the application is told at its redirect URI', () => {
  test.each<[string, Parameters, string]>([
    ['no response_type', { response_type: undefined }, 'invalid_request'],
    ['another response_type', { response_type: 'token' }, 'unsupported_response_type'],
    ['a hybrid response_type', { response_type: 'code token' }, 'unsupported_response_type'],
    ['no selector', { provider: undefined }, 'invalid_connection_selector'],
    ['an unknown provider', { provider: 'PigeonOAuth' }, 'invalid_connection_selector'],
    ['a provider in the wrong case', { provider: 'AuthKit' }, 'invalid_connection_selector'],
    ['a provider that is not set up', { provider: 'GoogleOAuth' }, 'connection_strategy_invalid'],
    [
      'an unknown connection',
      { provider: undefined, connection_id: 'conn_01' },
      'connection_invalid',
    ],
    [
      'an unknown organization',
      { provider: undefined, organization_id: 'org_01' },
      'organization_invalid',
    ],
    [
      'an unknown organization beside authkit',
      { organization_id: 'org_01' },
      'organization_invalid',
    ],
    ['a provider and a connection', { connection_id: 'conn_01' }, 'ambiguous_connection_selector'],
    [
      'a connection and an organization',
      { provider: undefined, connection_id: 'conn_01', organization_id: 'org_01' },
      'ambiguous_connection_selector',
    ],
    [
      'a social provider and an organization',
      { provider: 'GoogleOAuth', organization_id: 'org_01' },
      'ambiguous_connection_selector',
    ],
    ['an unknown screen_hint', { screen_hint: 'signup' }, 'invalid_request'],
    ['a negative max_age', { max_age: '-1' }, 'invalid_request'],
    ['a broken max_age', { max_age: '1.5' }, 'invalid_request'],
    ['a max_age in words', { max_age: 'never' }, 'invalid_request'],
    ['prompt=none beside another prompt', { prompt: 'none login' }, 'invalid_request'],
  ])('is %s', async (_, parameters, error) => {
    const { status, location } = await ask({ ...parameters, state: 'a b' })
    expect(status).toBe(302)
    expect(errorOf(location)).toEqual({
      error,
      error_description: expect.stringMatching(/\.$/),
      state: 'a b',
    })
  })

  test.each([
    'client_id',
    'redirect_uri',
    'response_type',
    'provider',
    'screen_hint',
    'login_hint',
    'prompt',
    'max_age',
    'code_challenge',
    'code_challenge_method',
    'connection_id',
    'organization_id',
  ])('is %s sent twice', async (name) => {
    const { location } = await askRaw(`${name}=1&${name}=2`)
    expect(errorOf(location)).toMatchObject({
      error: 'invalid_request',
      error_description: `The parameter ${name} was sent more than once.`,
    })
  })

  test('is the state sent twice: the first comes back', async () => {
    const { location } = await askRaw('state=1&state=2')
    expect(errorOf(location)).toMatchObject({ error: 'invalid_request', state: '1' })
  })

  test('comes without a state when none was sent', async () => {
    const { location } = await ask({ response_type: undefined })
    expect(errorOf(location)).not.toHaveProperty('state')
  })

  test('keeps the query of the redirect URI', async () => {
    const uri = 'http://localhost:3000/callback?from=app'
    await createRedirect(server.deps, 'redirect_uris', server.staging, uri)
    const { location } = await ask({ redirect_uri: uri, response_type: undefined })
    expect(errorOf(location)).toMatchObject({ from: 'app', error: 'invalid_request' })
  })
})

describe('the state', () => {
  const sealed = `Fe26.2*1*${'0a'.repeat(32)}*${'A-_b'.repeat(880)}*1790000000000*${'0b'.repeat(32)}*${'c'.repeat(43)}~2`

  const states = [
    'plain',
    'a+b',
    'a%20b',
    'a%2Bb',
    '%zz',
    '%',
    '%ff%fe',
    '%C3%A4',
    '%00',
    '%0d%0aSet-Cookie:%20x=y',
    '%26code=forged%3D',
    '%7B%22a%22%3A%22b%22%7D',
    '{"a":"b"}',
    "it's",
    'a=b==',
    '%3Cscript%3E',
    '&amp;',
    '',
    sealed,
    'x'.repeat(4_096),
  ]

  test.each(states.map((state) => [state.slice(0, 40), state]))(
    'comes back byte for byte: %j',
    async (_, state) => {
      const expected = state.split('&')[0] as string
      const { location } = await askRaw(`state=${state}`, browserOfPerson)
      expect(location?.split('&state=')[1]).toBe(expected)
      expect(new URL(location ?? '').searchParams.getAll('code')).toHaveLength(1)
    },
  )

  test('comes back byte for byte with an error too', async () => {
    const { location } = await askRaw('max_age=x&state=a+b%20c%zz%ff')
    expect(location?.split('&state=')[1]).toBe('a+b%20c%zz%ff')
  })

  test('comes back byte for byte after the pages, also when its name was sent encoded', async () => {
    const { visit } = await signInByPages(server, person, { parameters: { state: 'a b+c%&=ä' } })
    expect(answerOf(visit).searchParams.get('state')).toBe('a b+c%&=ä')
    const { location } = await askRaw('st%61te=here', browserOfPerson)
    expect(location).toMatch(/&state=here$/)
  })

  test('of more than 8,192 characters is refused, and not sent back', async () => {
    const { location } = await askRaw(`state=${'x'.repeat(8_193)}`)
    expect(errorOf(location)).toMatchObject({ error: 'invalid_request' })
    expect(errorOf(location)).not.toHaveProperty('state')
  })
})

describe('PKCE', () => {
  const verifier = 'a-verifier-of-at-least-forty-three-characters-long'
  const challengeOf = (text: string) => createHash('sha256').update(text).digest('base64url')
  const withChallenge = (text = verifier) => ({
    code_challenge: challengeOf(text),
    code_challenge_method: 'S256',
  })
  const redeem = (code: string, more: Record<string, unknown>) =>
    authenticate(server, { grant_type: 'authorization_code', code, ...more })

  test.each<[string, Parameters]>([
    ['plain', { code_challenge: verifier, code_challenge_method: 'plain' }],
    ['no method, which would mean plain', { code_challenge: challengeOf(verifier) }],
    [
      's256 in lower case',
      { code_challenge: challengeOf(verifier), code_challenge_method: 's256' },
    ],
    ['a method without a challenge', { code_challenge_method: 'S256' }],
    ['a challenge that is too short', { code_challenge: 'short', code_challenge_method: 'S256' }],
    [
      'a challenge with padding',
      { code_challenge: `${challengeOf(verifier)}=`, code_challenge_method: 'S256' },
    ],
  ])('refuses %s', async (_, parameters) => {
    const { location } = await ask(parameters)
    expect(errorOf(location)).toMatchObject({ error: 'invalid_request' })
  })

  test('lets a public client redeem its code with the verifier alone', async () => {
    const code = await codeOf(server, person, withChallenge())
    const { status, body } = await redeem(code, {
      client_secret: undefined,
      code_verifier: verifier,
    })
    expect(status).toBe(200)
    expect(body.user.email).toBe(person.email)
  })

  test('takes a verifier of 512 characters, as the browser SDK makes them', async () => {
    const long = 'v'.repeat(512)
    const code = await codeOf(server, person, withChallenge(long))
    expect((await redeem(code, { code_verifier: long })).status).toBe(200)
  })

  test('refuses a code whose verifier is missing, even with the client secret, and does not spend it', async () => {
    const code = await codeOf(server, person, withChallenge())
    const refused = await redeem(code, {})
    expect(refused).toMatchObject({
      status: 400,
      body: { error: 'invalid_request', error_description: 'code_verifier is required.' },
    })
    expect((await redeem(code, { code_verifier: verifier })).status).toBe(200)
  })

  test.each([
    ['another verifier', 'b-verifier-of-at-least-forty-three-characters-long'],
    ['the challenge itself', challengeOf(verifier)],
    ['the beginning of the verifier', verifier.slice(0, -1)],
  ])('refuses a code with %s', async (_, code_verifier) => {
    const code = await codeOf(server, person, withChallenge())
    expect(await redeem(code, { code_verifier })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    })
  })

  test('refuses a verifier for a code that was issued without a challenge', async () => {
    const code = await codeOf(server, person)
    expect(await redeem(code, { code_verifier: verifier })).toMatchObject({
      status: 400,
      body: { code: 'code_challenge_not_found' },
    })
  })

  test('refuses a code without secret and without verifier', async () => {
    const code = await codeOf(server, person)
    expect(await redeem(code, { client_secret: undefined })).toMatchObject({
      status: 400,
      body: {
        error: 'invalid_request',
        error_description: 'Missing required parameter: client_secret',
      },
    })
  })

  test('holds for a silent sign-in too', async () => {
    const { location } = await ask(withChallenge(), browserOfPerson)
    const code = new URL(location ?? '').searchParams.get('code') as string
    expect((await redeem(code, {})).body.error_description).toBe('code_verifier is required.')
    expect((await redeem(code, { code_verifier: verifier })).status).toBe(200)
  })
})

describe('a browser that is signed in', () => {
  const moved: number[] = []
  const advance = (seconds: number) => {
    moved.push(seconds)
    server.deps.clock.advance(seconds)
  }
  // Each test finds the clock where it was.
  afterEach(() => {
    for (const seconds of moved.splice(0)) server.deps.clock.advance(-seconds)
  })

  const isAsked = async (parameters: Parameters, browser: BrowserClient) => {
    const { location } = await ask(parameters, browser)
    const url = new URL(location ?? '')
    if (url.searchParams.has('code')) return false
    expect(['/sign-in', '/sign-up']).toContain(url.pathname)
    return true
  }

  test('is not asked again, and its code is good for one session', async () => {
    const { status, location } = await ask({ state: 'x' }, browserOfPerson)
    expect(status).toBe(302)
    const code = new URL(location ?? '').searchParams.get('code')
    const { body } = await authenticate(server, { grant_type: 'authorization_code', code })
    expect(body.user.id).toBe(person.user.id)
    expect(body.authentication_method).toBe('Password')
  })

  test.each(['login', 'select_account', 'login consent', 'consent login'])(
    'is asked again with prompt=%s',
    async (prompt) => {
      expect(await isAsked({ prompt }, browserOfPerson)).toBe(true)
    },
  )

  test.each(['consent', 'something', 'none'])(
    'is not asked again with prompt=%s',
    async (prompt) => {
      expect(await isAsked({ prompt }, browserOfPerson)).toBe(false)
    },
  )

  test('is asked again with max_age=0, always', async () => {
    expect(await isAsked({ max_age: '0' }, browserOfPerson)).toBe(true)
  })

  test('is asked again once max_age has passed since the password was entered', async () => {
    const browser = await signedIn(person)
    advance(299)
    expect(await isAsked({ max_age: '300' }, browser)).toBe(false)
    advance(2)
    expect(await isAsked({ max_age: '300' }, browser)).toBe(true)
    expect(await isAsked({}, browser)).toBe(false)
  })

  test('tells with prompt=none that a person would have to act', async () => {
    const browser = await signedIn(person)
    advance(301)
    const { location } = await ask({ prompt: 'none', max_age: '300', state: 's' }, browser)
    expect(errorOf(location)).toMatchObject({ error: 'login_required', state: 's' })
  })

  test('is shown the sign-up page where that was asked for', async () => {
    expect(await isAsked({ screen_hint: 'sign-up' }, browserOfPerson)).toBe(true)
  })

  test('moves auth_time when it signed in again, and tells that it did', async () => {
    const browser = await signedIn(person)
    advance(60)
    const before = Math.floor(server.deps.clock.now().getTime() / 1000)
    const { visit } = await signInByPages(server, person, {
      browser,
      parameters: { prompt: 'login' },
    })
    const code = answerOf(visit).searchParams.get('code')
    const { body } = await authenticate(server, { grant_type: 'authorization_code', code })
    const claims = JSON.parse(Buffer.from(body.access_token.split('.')[1], 'base64url').toString())
    expect(claims.auth_time).toBeGreaterThanOrEqual(before)
    const { count } = await server.deps.db
      .selectFrom('events')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('event', '=', 'authentication.reauthentication_succeeded')
      .executeTakeFirstOrThrow()
    expect(count).toBe(1)
  })

  test('is asked again after the longest session', async () => {
    const browser = await signedIn(person)
    const { maximumLifetimeSeconds } = server.staging.environment.settings.sessions
    advance(maximumLifetimeSeconds + 1)
    expect(await isAsked({}, browser)).toBe(true)
  })

  test('is asked again in another environment', async () => {
    const browser = await signedIn(person)
    const { location } = await ask(
      {
        client_id: server.production.clientId,
        redirect_uri: 'https://app.example.com/callback',
      },
      browser,
    )
    expect(new URL(location ?? '').pathname).toBe('/sign-in')
  })

  test('is asked again once the account is deleted', async () => {
    const somebody = await createPerson(server)
    const browser = await signedIn(somebody)
    await deleteUser(server.deps, server.staging.environment.id, somebody.user.id)
    expect(await isAsked({}, browser)).toBe(true)
  })

  test('is asked again once the address was changed and is not proven', async () => {
    const somebody = await createPerson(server)
    const browser = await signedIn(somebody)
    const { environment } = server.staging
    await updateUser(server.deps, environment, somebody.user.id, {
      email: `moved-${somebody.email}`,
    })
    expect(await isAsked({}, browser)).toBe(true)
  })

  test('cannot be made up: a changed cookie asks again', async () => {
    const browser = await signedIn(person)
    for (const [name, value] of browser.cookies) {
      if (name.startsWith('latchkey-session-')) browser.cookies.set(name, `${value.slice(0, -1)}!`)
    }
    expect(await isAsked({}, browser)).toBe(true)
  })
})

describe('a browser that is not signed in', () => {
  test('is told so with prompt=none, and sees no page', async () => {
    const { status, location } = await ask({ prompt: 'none', state: 's' })
    expect(status).toBe(302)
    expect(errorOf(location)).toEqual({
      error: 'login_required',
      error_description: 'Nobody is signed in.',
      state: 's',
    })
  })
})
