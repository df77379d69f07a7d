import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import * as forExpress from '../../src/middleware/express.ts'
import * as forFastify from '../../src/middleware/fastify.ts'
import * as forHono from '../../src/middleware/hono.ts'
import * as forNext from '../../src/middleware/next.ts'
import * as forRequests from '../../src/middleware/request.ts'
import type { AuthKitOptions } from '../../src/middleware/settings.ts'
import { listen } from './listen.ts'

export interface App {
  url: string
  stop(): Promise<void>
}

type NodeHandler = (request: IncomingMessage, response: ServerResponse) => unknown
type WebHandler = (request: Request) => Response | Promise<Response>

/**
 * The same application on each framework: a home page for everybody, a dashboard for signed-in
 * people, and the three addresses of the sign-in.
 */
export const adapters: [
  name: string,
  handler: (options: AuthKitOptions) => Promise<NodeHandler>,
][] = [
  ['Express', async (options) => expressApp(options)],
  ['Fastify', fastifyApp],
  ['Hono', async (options) => onNode(honoApp(options).fetch)],
  ['Next.js', async (options) => onNode(nextApp(options))],
  ['Request and Response', async (options) => onNode(plainApp(options))],
]

export async function startApp(
  handlerFor: (options: AuthKitOptions) => Promise<NodeHandler>,
  options: AuthKitOptions,
): Promise<App> {
  let handler: NodeHandler
  const server = createServer((request, response) => handler(request, response))
  const app = await listen(server)
  handler = await handlerFor({ redirectUri: `${app.url}/callback`, ...options })
  return app
}

function expressApp(options: AuthKitOptions) {
  const { login, callback, logout, withAuth, optionalAuth } = forExpress.authKit(options)
  const app = express()
  app.get('/', optionalAuth, (request, response) => {
    response.send(greeting(request.auth))
  })
  app.get('/login', login)
  app.get('/callback', callback)
  app.all('/logout', logout)
  app.all('/dashboard', withAuth, (request, response) => {
    response.json(request.auth)
  })
  return app
}

async function fastifyApp(options: AuthKitOptions): Promise<NodeHandler> {
  const { plugin, login, callback, logout, withAuth, optionalAuth } = forFastify.authKit(options)
  const app = fastify()
  app.register(plugin)
  app.get('/', { preHandler: optionalAuth }, (request, reply) => {
    reply.type('text/html').send(greeting(request.auth))
  })
  app.get('/login', login)
  app.get('/callback', callback)
  app.route({ method: ['GET', 'POST'], url: '/logout', handler: logout })
  app.route({
    method: ['GET', 'POST'],
    url: '/dashboard',
    preHandler: withAuth,
    handler: async (request) => request.auth,
  })
  await app.ready()
  return (request, response) => app.routing(request, response)
}

function honoApp(options: AuthKitOptions) {
  const { login, callback, logout, withAuth, optionalAuth } = forHono.authKit(options)
  const app = new Hono()
  app.get('/', optionalAuth, (c) => c.html(greeting(c.get('auth'))))
  app.get('/login', login)
  app.get('/callback', callback)
  app.all('/logout', logout)
  app.all('/dashboard', withAuth, (c) => c.json(c.get('auth')))
  return app
}

/** What Next.js does with these: the proxy first, then the page, with the headers that it passed on. */
function nextApp(options: AuthKitOptions): WebHandler {
  const { login, callback, logout, proxy, auth } = forNext.authKit(options)
  const cookiesOf = async (request: Request) => ({
    get(name: string) {
      const pairs = (request.headers.get('cookie') ?? '').split('; ')
      const pair = pairs.find((one) => one.startsWith(`${name}=`))
      return pair ? { value: decodeURIComponent(pair.slice(name.length + 1)) } : undefined
    },
  })
  const pages: Record<string, WebHandler> = {
    '/': async (request) => dynamic(greeting(await auth(cookiesOf(request)))),
    '/login': login,
    '/callback': callback,
    '/logout': logout,
    '/dashboard': async (request) => Response.json(await auth(cookiesOf(request))),
  }
  return async (request) => {
    const { pathname } = new URL(request.url)
    const page = pages[pathname] ?? notFound
    if (pathname !== '/dashboard') return page(request)
    const passed = await proxy(request)
    if (passed.headers.get('x-middleware-next') !== '1') return passed
    const response = await page(afterProxy(request, passed))
    for (const [name, value] of passed.headers) {
      if (!name.startsWith('x-middleware-')) response.headers.append(name, value)
    }
    return response
  }
}

function afterProxy(request: Request, passed: Response) {
  const names = passed.headers.get('x-middleware-override-headers')?.split(',')
  const headers = names
    ? names.map((name) => [name, passed.headers.get(`x-middleware-request-${name}`)])
    : request.headers
  return new Request(request.url, { headers: headers as [string, string][] })
}

function plainApp(options: AuthKitOptions): WebHandler {
  const { login, callback, logout, withAuth, optionalAuth, auth } = forRequests.authKit(options)
  const pages: Record<string, WebHandler> = {
    '/': optionalAuth((_, known) => html(greeting(known))),
    '/login': login,
    '/callback': callback,
    '/logout': logout,
    '/dashboard': withAuth(async (request, known) => {
      if ((await auth(request)) !== known) throw new Error('Two answers for one request.')
      return Response.json(known)
    }),
  }
  return (request) => (pages[new URL(request.url).pathname] ?? notFound)(request)
}

const greeting = (auth: { user: { email: string } } | null | undefined) =>
  auth ? `Welcome, ${auth.user.email}` : 'Welcome, whoever you are'

const html = (text: string) => new Response(text, { headers: { 'Content-Type': 'text/html' } })

/** A page that reads cookies, as Next.js sends it. */
const dynamic = (text: string) =>
  new Response(text, { headers: { 'Content-Type': 'text/html', 'Cache-Control': 'no-store' } })

const notFound = () => new Response('Not found', { status: 404 })

function onNode(handle: WebHandler): NodeHandler {
  return async (incoming, outgoing) => {
    const url = `http://${incoming.headers.host}${incoming.url}`
    const headers = new Headers(incoming.headers as Record<string, string>)
    const response = await handle(new Request(url, { method: incoming.method, headers }))
    outgoing.statusCode = response.status
    for (const [name, value] of response.headers) outgoing.appendHeader(name, value)
    outgoing.end(await response.text())
  }
}
