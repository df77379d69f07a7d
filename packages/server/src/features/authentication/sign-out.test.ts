import { decodeJwt } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { authenticate } from '../../../test/api.ts'
import { answerOf, authorizeUrl, BrowserClient } from '../../../test/browser-client.ts'
import {
  createPerson,
  type Person,
  refresh,
  signInByApi,
  signInByPages,
} from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { createId } from '../../ids/ids.ts'
import { updateHomepageUrl } from '../applications/application.ts'
import { createRedirect } from '../redirects/redirect.ts'

let server: TestServer
let person: Person

beforeAll(async () => {
  server = await startTestServer()
  person = await createPerson(server)
})
afterAll(() => server?.stop())

beforeEach(async () => {
  await server.deps.db.deleteFrom('sign_out_redirects').execute()
  await updateHomepageUrl(server.deps, server.staging.application, null)
})

const allow = (uri: string) =>
  createRedirect(server.deps, 'sign_out_redirects', server.staging, uri)

/** A browser in which the person is signed in, and the session of the application. */
async function signIn() {
  const { browser, visit } = await signInByPages(server, person)
  const code = answerOf(visit).searchParams.get('code')
  const { body } = await authenticate(server, { grant_type: 'authorization_code', code })
  const sessionId = decodeJwt(body.access_token).sid as string
  return { browser, sessionId, refreshToken: body.refresh_token as string }
}

const signOut = (browser: BrowserClient, parameters: Record<string, string>) =>
  browser.request(
    `${server.url}/user_management/sessions/logout?${new URLSearchParams(parameters)}`,
  )

const hasEnded = async (refreshToken: string) =>
  (await refresh(server, refreshToken)).body.error_description === 'Session has already ended.'

describe('GET /user_management/sessions/logout', () => {
  test('goes to the default sign-out redirect', async () => {
    await allow('http://localhost:3000')
    await allow('http://localhost:3000/other')
    const { browser, sessionId, refreshToken } = await signIn()
    const { status, location } = await signOut(browser, { session_id: sessionId })
    expect(status).toBe(302)
    expect(location).toBe('http://localhost:3000')
    expect(await hasEnded(refreshToken)).toBe(true)
  })

  test('ends the codes that the browser got and nobody redeemed', async () => {
    const { browser, sessionId } = await signIn()
    const unredeemed = answerOf(await browser.request(authorizeUrl(server)))
    await signOut(browser, { session_id: sessionId })
    const code = unredeemed.searchParams.get('code')
    const answer = await authenticate(server, { grant_type: 'authorization_code', code })
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  test('goes to return_to when it is registered', async () => {
    await allow('http://localhost:3000')
    await allow('http://localhost:3000/goodbye?from=app')
    const { browser, sessionId } = await signIn()
    const return_to = 'http://localhost:3000/goodbye?from=app'
    expect((await signOut(browser, { session_id: sessionId, return_to })).location).toBe(return_to)
  })

  test('goes to return_to when a wildcard covers it', async () => {
    await allow('https://*.example.com/bye')
    const { browser, sessionId } = await signIn()
    const return_to = 'https://tenant-1.example.com/bye'
    expect((await signOut(browser, { session_id: sessionId, return_to })).location).toBe(return_to)
  })

  test('goes to the app homepage when no sign-out redirect is set', async () => {
    await updateHomepageUrl(server.deps, server.staging.application, 'https://app.example.com/')
    const { browser, sessionId } = await signIn()
    const { location } = await signOut(browser, { session_id: sessionId })
    expect(location).toBe('https://app.example.com/')
  })

  test('prefers the default sign-out redirect to the app homepage', async () => {
    await updateHomepageUrl(server.deps, server.staging.application, 'https://app.example.com/')
    await allow('http://localhost:3000')
    const { browser, sessionId } = await signIn()
    const { location } = await signOut(browser, { session_id: sessionId })
    expect(location).toBe('http://localhost:3000')
  })

  test('ends the session and says what to configure where nothing is', async () => {
    const { browser, sessionId, refreshToken } = await signIn()
    const { status, location, html } = await signOut(browser, { session_id: sessionId })
    expect(status).toBe(400)
    expect(location).toBeNull()
    expect(html).toContain('You are signed out')
    expect(html).toContain('Add a sign-out redirect, such as http://localhost:3000')
    expect(await hasEnded(refreshToken)).toBe(true)
  })

  test.each([
    'https://evil.example',
    'http://localhost:3000/',
    'http://localhost:3000@evil.example',
    'http://localhost:3000.evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'http://localhost:3000/callback',
    '',
  ])('ends the session and does not go to %j, which is not registered', async (return_to) => {
    await allow('http://localhost:3000')
    const { browser, sessionId, refreshToken } = await signIn()
    const visit = await signOut(browser, { session_id: sessionId, return_to })
    expect(visit.status).toBe(400)
    expect(visit.location).toBeNull()
    expect(visit.html).toContain('You are signed out')
    expect(visit.html).not.toContain(`href="${return_to || 'javascript'}`)
    expect(await hasEnded(refreshToken)).toBe(true)
  })

  test.each(['/', '/dashboard'])(
    'takes %j, a path of no website, as not given',
    async (return_to) => {
      await allow('http://localhost:3000')
      const { browser, sessionId } = await signIn()
      expect(await signOut(browser, { session_id: sessionId, return_to })).toMatchObject({
        status: 302,
        location: 'http://localhost:3000',
      })
    },
  )

  test('does not go where another environment may go', async () => {
    await createRedirect(
      server.deps,
      'sign_out_redirects',
      server.production,
      'https://app.example.com/bye',
    )
    const { browser, sessionId } = await signIn()
    const return_to = 'https://app.example.com/bye'
    expect((await signOut(browser, { session_id: sessionId, return_to })).status).toBe(400)
  })

  test('asks for the session id', async () => {
    const browser = new BrowserClient(server)
    for (const query of ['', '?session_id=', '?session_id=a&session_id=b', '?return_to=x']) {
      const { status, html } = await browser.request(
        `${server.url}/user_management/sessions/logout${query}`,
      )
      expect(status).toBe(422)
      expect(JSON.parse(html)).toEqual({
        code: 'invalid_request_parameters',
        message: 'Validation failed.',
        errors: [
          {
            code: 'session_id_required',
            message: 'session_id is required.',
            field: 'session_id',
          },
        ],
      })
    }
  })

  test.each(['session_01NOBODY', createId('session', new Date()), 'x', '%00', '<script>'])(
    'of the unknown session %j is no error',
    async (session_id) => {
      const { status, location, html } = await signOut(new BrowserClient(server), { session_id })
      expect(status).toBe(200)
      expect(location).toBeNull()
      expect(html).toContain('You are signed out')
    },
  )

  test('a second time leads to the same place', async () => {
    await allow('http://localhost:3000')
    const { browser, sessionId } = await signIn()
    await signOut(browser, { session_id: sessionId })
    const again = await signOut(browser, { session_id: sessionId })
    expect(again).toMatchObject({ status: 302, location: 'http://localhost:3000' })
  })

  test('signs the browser out, so that the next sign-in asks again', async () => {
    await allow('http://localhost:3000')
    const { browser, sessionId } = await signIn()
    const stolen = new BrowserClient(server)
    for (const [name, value] of browser.cookies) stolen.cookies.set(name, value)
    await signOut(browser, { session_id: sessionId })
    expect([...browser.cookies.keys()].filter((name) => name.includes('session'))).toEqual([])
    await browser.visit(authorizeUrl(server))
    expect(browser.address).toContain('/sign-in')
    // Neither does a copy of its cookies sign anybody in any more.
    await stolen.visit(authorizeUrl(server))
    expect(stolen.address).toContain('/sign-in')
  })

  test('called from another browser ends the sign-in of the browser where it began', async () => {
    await allow('http://localhost:3000')
    const { browser, sessionId } = await signIn()
    await signOut(new BrowserClient(server), { session_id: sessionId })
    await browser.visit(authorizeUrl(server))
    expect(browser.address).toContain('/sign-in')
  })

  test('leaves other sessions of the person alone', async () => {
    await allow('http://localhost:3000')
    const { browser, sessionId } = await signIn()
    const elsewhere = await signInByApi(server, person)
    await signOut(browser, { session_id: sessionId })
    expect((await refresh(server, elsewhere.refresh_token)).status).toBe(200)
  })

  test('works with a POSTed form no more than with any other method', async () => {
    const { sessionId, refreshToken } = await signIn()
    const { status } = await fetch(
      `${server.url}/user_management/sessions/logout?session_id=${sessionId}`,
      { method: 'POST' },
    )
    expect(status).toBe(404)
    expect((await refresh(server, refreshToken)).status).toBe(200)
  })
})
