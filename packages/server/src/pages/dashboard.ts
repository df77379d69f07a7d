import { readFile } from 'node:fs/promises'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findSiblingFolder } from '../config/sibling-folder.ts'
import type { Deps } from '../deps.ts'
import { PageError } from '../errors/errors.ts'
import { dashboardCookie } from '../features/authentication/api-access.ts'
import {
  beginDashboardSignIn,
  type DashboardFlow,
  finishDashboardSignIn,
  isOwnPath,
} from '../features/dashboard/dashboard-sign-in.ts'
import { publicOrigin } from '../http/public-origin.ts'
import { originOf } from '../http/request-context.ts'

const flowCookie = 'latchkey-dashboard-sign-in'
const flowCookieSeconds = 3_600

const contentSecurityPolicy = [
  "default-src 'none'",
  "base-uri 'none'",
  "connect-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "frame-src 'self'",
  "img-src 'self' https: data:",
  "script-src 'self'",
  "style-src 'self'",
].join('; ')

/** The dashboard: its own sign-in, and the built web app as static files. */
export async function dashboardPages(app: FastifyInstance, deps: Deps): Promise<void> {
  app.get('/dashboard/sign-in', { schema: { hide: true } }, (request, reply) => {
    const { return_to: returnTo } = request.query as { return_to?: string }
    return begin(deps, request, reply, { returnTo })
  })

  app.get('/dashboard/set-up', { schema: { hide: true } }, (request, reply) => {
    const { token } = request.query as { token?: string }
    return begin(deps, request, reply, { returnTo: undefined, setUpToken: token ?? '' })
  })

  app.get('/dashboard/callback', { schema: { hide: true } }, (request, reply) =>
    finish(deps, request, reply),
  )

  await serveApp(app)
}

async function begin(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  wanted: { returnTo: string | undefined; setUpToken?: string },
) {
  // The callback is on the configured host, and cookies set on another name would not reach it.
  if (publicOrigin(deps.config, request) !== deps.config.baseUrl) {
    return reply.redirect(deps.config.baseUrl + request.url, 302)
  }
  const { url, flow } = await beginDashboardSignIn(deps, wanted)
  reply.setCookie(flowCookie, Buffer.from(JSON.stringify(flow)).toString('base64url'), {
    path: '/dashboard',
    httpOnly: true,
    sameSite: 'lax',
    secure: deps.config.baseUrl.startsWith('https:'),
    maxAge: flowCookieSeconds,
  })
  return reply.redirect(url, 302)
}

async function finish(deps: Deps, request: FastifyRequest, reply: FastifyReply) {
  const { code, state } = request.query as { code?: string; state?: string }
  const flow = readFlow(request.cookies[flowCookie])
  const token = await finishDashboardSignIn(deps, { code, state }, flow, originOf(request))
  reply.clearCookie(flowCookie, { path: '/dashboard' })
  // Another tab's sign-in, or a reload of this address: begin again, which is silent when signed in.
  if (!token || !flow) return reply.redirect('/dashboard/sign-in', 302)
  const cookie = dashboardCookie(deps)
  reply.setCookie(cookie.name, token, cookie.attributes)
  return reply.redirect(flow.returnTo, 302)
}

function readFlow(cookie: string | undefined): DashboardFlow | null {
  try {
    const flow = JSON.parse(Buffer.from(cookie ?? '', 'base64url').toString())
    const isFlow = [flow.state, flow.codeVerifier, flow.returnTo].every(
      (part) => typeof part === 'string',
    )
    return isFlow && isOwnPath(flow.returnTo) ? flow : null
  } catch {
    return null
  }
}

/** Built beside the server; when the server runs from source, in the place where the build puts it. */
const builtFolders = ['./dashboard', '../../dist/dashboard']

async function serveApp(app: FastifyInstance): Promise<void> {
  const folder = findSiblingFolder(import.meta.url, builtFolders)
  if (!folder) {
    app.get('/dashboard/*', { schema: { hide: true } }, async () => {
      throw notBuilt()
    })
    return
  }
  const index = await readFile(`${folder}/index.html`)
  const sendIndex = async (_request: FastifyRequest, reply: FastifyReply) =>
    reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', contentSecurityPolicy)
      .header('x-frame-options', 'DENY')
      .header('referrer-policy', 'same-origin')
      .send(index)
  await app.register(fastifyStatic, {
    root: folder,
    prefix: '/dashboard/',
    index: false,
    // One route a file: every other address is a page of the web app, which reads it in the browser.
    wildcard: false,
    globIgnore: ['index.html*', '**/*.{map,br,gz}'],
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) =>
      reply.header(
        'cache-control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ),
    decorateReply: false,
    schemaHide: true,
  })
  app.get('/dashboard', { schema: { hide: true } }, sendIndex)
  app.get('/dashboard/*', { schema: { hide: true } }, sendIndex)
}

const notBuilt = () =>
  new PageError(
    503,
    'The dashboard is not built',
    'This server was started without the dashboard’s files.',
    ['Run npm run build, then start again.'],
  )
