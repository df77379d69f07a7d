import { createServer } from 'node:http'
import express, { type ErrorRequestHandler } from 'express'
import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WorkOS } from '../../src/index.ts'
import * as forExpress from '../../src/middleware/express.ts'
import * as forHono from '../../src/middleware/hono.ts'
import * as forNext from '../../src/middleware/next.ts'
import * as forRequests from '../../src/middleware/request.ts'
import { startApp } from './adapters.ts'
import { type AuthKitServer, clientId, startAuthKitServer } from './authkit-server.ts'
import { Browser } from './browser.ts'
import { listen } from './listen.ts'

const cookiePassword = 'a cookie password of the tests, long enough'

describe('what a framework does in its own way', () => {
  let authKit: AuthKitServer
  let workos: WorkOS
  const running: { stop(): Promise<void> }[] = []
  const keep = <T extends { stop(): Promise<void> }>(one: T) => {
    running.unshift(one)
    return one
  }

  beforeEach(async () => {
    authKit = keep(await startAuthKitServer())
    workos = new WorkOS('sk_test', { clientId, baseUrl: authKit.url, maxRetries: 0 })
  })
  afterEach(async () => {
    for (const one of running.splice(0)) await one.stop()
  })

  /** The cookie of somebody whose access token has expired. */
  const expiredSession = async () => {
    authKit.script.accessTokenSeconds = -60
    const redirectUri = 'http://localhost:3000/callback'
    const { login, callback } = forRequests.authKit({ workos, cookiePassword, redirectUri })
    const begun = await login(new Request('http://localhost:3000/login'))
    const sent = await fetch(begun.headers.get('location') as string, { redirect: 'manual' })
    const [pending = ''] = begun.headers.getSetCookie()[0]?.split(';') ?? []
    const finished = await callback(
      new Request(sent.headers.get('location') as string, { headers: { cookie: pending } }),
    )
    authKit.script.accessTokenSeconds = 300
    const cookies = finished.headers.getSetCookie().map((one) => one.split(';')[0])
    return cookies.find((one) => one?.startsWith('wos-session=')) as string
  }
  const options = () => ({
    workos,
    cookiePassword,
    redirectUri: 'http://localhost:3000/callback',
  })

  describe('Express', () => {
    test('the quick start’s own code behind withAuth finds the refreshed session', async () => {
      const app = express()
      // What cookie-parser does.
      app.use((request, _response, next) => {
        const [name = '', value = ''] = request.headers.cookie?.split('=') ?? []
        request.cookies = { [name]: decodeURIComponent(value) }
        next()
      })
      app.get('/dashboard', forExpress.authKit(options()).withAuth, async (request, response) => {
        const session = workos.userManagement.loadSealedSession({
          sessionData: request.cookies['wos-session'],
          cookiePassword,
        })
        response.json(await session.authenticate())
      })
      const { url } = keep(await listen(createServer(app)))
      const cookie = await expiredSession()
      const answer = await fetch(`${url}/dashboard`, { headers: { cookie } })
      expect(await answer.json()).toMatchObject({ authenticated: true, sessionId: 'session_1' })
    })

    test('a sign-in finishes also where withAuth protects every address', async () => {
      const { url } = keep(
        await startApp(
          async (given) => {
            const app = express()
            app.use(forExpress.authKit(given).withAuth)
            app.get('/reports/today', (request, response) => {
              response.send(request.auth?.user.email)
            })
            return app
          },
          { workos, cookiePassword },
        ),
      )
      const page = await new Browser().visit(`${url}/reports/today`)
      expect(page).toMatchObject({ status: 200, text: 'ada@example.com' })
      // An address that is none of a page, and that a parser of URLs would refuse.
      expect(await new Browser().visit(`${url}//`)).toMatchObject({ status: 404 })
    })

    test('a wrong API key is an error of the application, and nobody loses a session by it', async () => {
      const app = express()
      app.get('/dashboard', forExpress.authKit(options()).withAuth)
      const report: ErrorRequestHandler = (error, _request, response, _next) => {
        response.status(500).send(error.name)
      }
      app.use(report)
      const { url } = keep(await listen(createServer(app)))
      const cookie = await expiredSession()
      authKit.script.refuseRefresh = { status: 401 }
      const answer = await fetch(`${url}/dashboard`, { headers: { cookie } })
      expect(answer.status).toBe(500)
      expect(await answer.text()).toBe('UnauthorizedException')
      expect(answer.headers.getSetCookie()).toEqual([])
    })

    test('what the application says about caches and cookies is kept', async () => {
      const app = express()
      app.get('/dashboard', forExpress.authKit(options()).withAuth, (_request, response) => {
        response.set('Cache-Control', 'private, max-age=60').cookie('theme', 'dark').end()
      })
      const { url } = keep(await listen(createServer(app)))
      const cookie = await expiredSession()
      const answer = await fetch(`${url}/dashboard`, { headers: { cookie } })
      expect(answer.headers.get('cache-control')).toBe('private, max-age=60')
      expect(answer.headers.getSetCookie()).toEqual([
        expect.stringMatching(/^wos-session=/),
        expect.stringMatching(/^theme=dark/),
      ])
    })
  })

  test('Hono: the cookie is set on an answer that came from elsewhere, and on an error', async () => {
    const app = new Hono()
    app.use(forHono.authKit(options()).withAuth)
    app.get('/proxied', () => fetch(`${authKit.url}/sso/jwks/${clientId}`))
    app.get('/broken', () => {
      throw new Error('Broken')
    })
    app.onError((_, c) => c.text('Broken', 500))
    const cookie = await expiredSession()
    for (const [path, status] of [
      ['/proxied', 200],
      ['/broken', 500],
    ]) {
      const answer = await app.request(`http://localhost:3000${path}`, { headers: { cookie } })
      expect(answer.status).toBe(status)
      expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(/^wos-session=/)])
    }
  })

  describe('Next.js', () => {
    const visit = (proxy: forNext.AuthKit['proxy'], cookie: string) =>
      proxy(
        new Request('http://localhost:3000/dashboard', {
          headers: { accept: 'text/html', cookie, 'x-mine': '1' },
        }),
      )

    test('the page gets every header of the browser, with the refreshed cookie among the others', async () => {
      const { proxy, auth } = forNext.authKit(options())
      const session = await expiredSession()
      const { headers } = await visit(proxy, `theme=dark; ${session}; lang=en`)
      expect(headers.get('x-middleware-next')).toBe('1')
      expect(headers.get('x-middleware-override-headers')).toBe('accept,cookie,x-mine')
      expect(headers.get('x-middleware-request-accept')).toBe('text/html')
      expect(headers.get('x-middleware-request-x-mine')).toBe('1')
      const cookie = headers.get('x-middleware-request-cookie') as string
      expect(cookie).toMatch(/^theme=dark; lang=en; wos-session=Fe26/)
      expect(headers.getSetCookie()[0]).toContain(cookie.split('; ')[2])
      const value = decodeURIComponent(cookie.split('wos-session=')[1] as string)
      const store = { get: (name: string) => (name === 'wos-session' ? { value } : undefined) }
      expect((await auth(Promise.resolve(store)))?.user.email).toBe('ada@example.com')
      expect((await auth(store))?.sessionId).toBe('session_1')
      expect(await auth({ get: () => undefined })).toBeNull()
    })

    test('the proxy finishes a sign-in with a whole address, which Next.js asks for', async () => {
      const { proxy } = forNext.authKit(options())
      const begun = await visit(proxy, '')
      const authorizeUrl = begun.headers.get('location') as string
      expect(authorizeUrl).toContain(`${authKit.url}/user_management/authorize?`)
      const sent = await fetch(authorizeUrl, { redirect: 'manual' })
      const [cookie = ''] = begun.headers.getSetCookie()[0]?.split(';') ?? []
      // As behind a proxy that ends TLS, the request names another host than the browser knows.
      const address = new URL(sent.headers.get('location') as string)
      address.port = '8080'
      const finished = await proxy(new Request(address, { headers: { cookie } }))
      expect(finished.status).toBe(302)
      expect(finished.headers.get('location')).toBe('http://localhost:3000/dashboard')
    })

    test('a request whose session is good goes on as it is', async () => {
      const { proxy } = forNext.authKit(options())
      const refreshed = await visit(proxy, await expiredSession())
      const [cookie = ''] = refreshed.headers.getSetCookie()[0]?.split(';') ?? []
      const { headers } = await visit(proxy, cookie)
      expect(Object.fromEntries(headers)).toEqual({
        'cache-control': 'no-store',
        'x-middleware-next': '1',
      })
    })
  })

  test('plain requests: what a runtime passes along reaches the handler', async () => {
    const { withAuth, optionalAuth } = forRequests.authKit(options())
    const cookie = await expiredSession()
    const request = new Request('http://localhost:3000/', { headers: { cookie } })
    const handler = withAuth((_: Request, auth, env: { region: string }) =>
      Response.json([auth.sessionId, env.region]),
    )
    expect(await (await handler(request, { region: 'eu' })).json()).toEqual(['session_1', 'eu'])
    const open = optionalAuth((_: Request, auth) => Response.json(auth))
    expect(await (await open(new Request('http://localhost:3000/'))).json()).toBeNull()
  })

  test.each([
    ['plain requests', forRequests],
    ['Next.js', forNext],
  ])('%s: a response that a handler throws takes the refreshed session along', async (_, sdk) => {
    const redirect = () => {
      throw Response.redirect('http://localhost:3000/elsewhere')
    }
    const fail = () => {
      throw new Error('Broken')
    }
    for (const guard of ['withAuth', 'optionalAuth'] as const) {
      const kit = sdk.authKit(options())
      const cookie = await expiredSession()
      const visit = (handler: () => Response) =>
        kit[guard](handler)(new Request('http://localhost:3000/', { headers: { cookie } }))
      const thrown = await visit(redirect).catch((response: Response) => response)
      expect(thrown.status).toBe(302)
      expect(thrown.headers.get('location')).toBe('http://localhost:3000/elsewhere')
      expect(thrown.headers.getSetCookie()).toEqual([expect.stringMatching(/^wos-session=/)])
      await expect(visit(redirect)).rejects.toBeInstanceOf(Response)
      await expect(visit(fail)).rejects.toThrow('Broken')
    }
  })

  test.each(['garbage', 'Fe26.2*1*a*b*c**d*e~2', 'Fe26.2**!*!*!**!*!~2', 'Fe26.2*1*%*%*%**%*%~2'])(
    'auth(): who sends %s as a session is nobody',
    async (value) => {
      const headers = { cookie: `wos-session=${value}` }
      const request = new Request('http://localhost:3000/', { headers })
      expect(await forRequests.authKit(options()).auth(request)).toBeNull()
      expect(await forNext.authKit(options()).auth({ get: () => ({ value }) })).toBeNull()
    },
  )

  test('plain requests: settings are asked for at the first request, and not while modules load', async () => {
    const { login } = forRequests.authKit({ workos, cookiePassword })
    await expect(login(new Request('http://localhost:3000/login'))).rejects.toThrow(
      'set WORKOS_REDIRECT_URI',
    )
  })
})
