import { describe, expect, test } from 'vitest'
import { integrated, refusalOf } from '../../../../test/projects/integrated.ts'
import { expectOutcome } from '../../../../test/projects/variations.ts'

const withProxy = (path: string, lines: string[]) => ({
  'package.json': { dependencies: { next: '16' }, scripts: { dev: 'next dev' } },
  'tsconfig.json': '{}',
  'app/layout.tsx': 'export default ({ children }) => <html><body>{children}</body></html>;\n',
  [path]: `${lines.join('\n')}\n`,
})

describe('a proxy that is there', () => {
  test('goes on deciding, and hands the session on in every response', () => {
    const { text } = integrated(
      withProxy('proxy.ts', [
        "import { NextResponse, type NextRequest } from 'next/server'",
        '',
        'export function proxy(request: NextRequest): NextResponse {',
        "  if (request.nextUrl.pathname === '/old') {",
        "    return NextResponse.redirect(new URL('/new', request.url), 308)",
        '  }',
        "  if (request.headers.has('x-blocked')) {",
        "    return NextResponse.json({ error: 'blocked' }, { status: 403 })",
        '  }',
        '  const response = NextResponse.next()',
        "  response.headers.set('x-served-by', 'us')",
        '  return response',
        '}',
      ]),
    )
    expect(text('proxy.ts')).toBe(
      [
        "import { NextResponse, type NextRequest } from 'next/server'",
        "import { authkit, handleAuthkitProxy, applyResponseHeaders, partitionAuthkitHeaders } from '@workos-inc/authkit-nextjs'",
        '',
        'export async function proxy(request: NextRequest): Promise<NextResponse> {',
        '  const { headers } = await authkit(request)',
        "  if (request.nextUrl.pathname === '/old') {",
        "    return handleAuthkitProxy(request, headers, { redirect: new URL('/new', request.url), redirectStatus: 308 })",
        '  }',
        "  if (request.headers.has('x-blocked')) {",
        "    return applyResponseHeaders(NextResponse.json({ error: 'blocked' }, { status: 403 }), partitionAuthkitHeaders(request, headers).responseHeaders)",
        '  }',
        '  const response = handleAuthkitProxy(request, headers)',
        "  response.headers.set('x-served-by', 'us')",
        '  return response',
        '}',
        '',
      ].join('\n'),
    )
  })

  test('that answers nothing goes on to the page with the session', () => {
    const { text } = integrated(
      withProxy('proxy.ts', [
        'export default async (req) => {',
        '  if (req.nextUrl.pathname === "/health") return;',
        '  console.log(req.url);',
        '};',
      ]),
    )
    expect(text('proxy.ts')).toContain(
      [
        'export default async (req) => {',
        '  const { headers } = await authkit(req);',
        '  if (req.nextUrl.pathname === "/health") return handleAuthkitProxy(req, headers);',
        '  console.log(req.url);',
        '  return handleAuthkitProxy(req, headers);',
        '};',
      ].join('\n'),
    )
  })

  test('keeps a name that we would have used', () => {
    const { text } = integrated(
      withProxy('proxy.ts', [
        'export function proxy(request) {',
        '  const { headers } = request',
        '  if (headers.has("a")) return NextResponse.next()',
        '}',
      ]),
    )
    expect(text('proxy.ts')).toContain(
      [
        '  const { headers: authkitHeaders } = await authkit(request)',
        '  const { headers } = request',
        '  if (headers.has("a")) return handleAuthkitProxy(request, authkitHeaders)',
        '  return handleAuthkitProxy(request, authkitHeaders)',
      ].join('\n'),
    )
  })

  test('under its old name stays there, and no second one is made', () => {
    const { text, changed } = integrated(
      withProxy('middleware.ts', [
        "import { NextResponse } from 'next/server'",
        'export const middleware = (request) => {',
        '  const url = request.nextUrl.clone()',
        '  return NextResponse.redirect(url)',
        '}',
        "export const config = { matcher: ['/((?!_next).*)'] }",
      ]),
    )
    expect(changed).not.toContain('proxy.ts')
    expect(text('middleware.ts')).toContain('{ redirect: String(url) }')
    expect(text('middleware.ts')).not.toContain('NextResponse')
  })

  test('that has AuthKit already is left alone', () => {
    const { changed } = integrated(
      withProxy('proxy.ts', [
        "import { authkitProxy } from '@workos-inc/authkit-nextjs'",
        'export default authkitProxy({ debug: true })',
      ]),
    )
    expect(changed).not.toContain('proxy.ts')
  })

  test.each([
    ['wraps another package', ["export default createMiddleware({ locales: ['en'] })"]],
    [
      'rewrites',
      ['export function proxy(request) {', '  return NextResponse.rewrite(elsewhere)', '}'],
    ],
    [
      'passes headers on by itself',
      ['export function proxy(request) {', '  return NextResponse.next({ request })', '}'],
    ],
    [
      'answers what another function made',
      ['export function proxy(request) {', '  return decide(request)', '}'],
    ],
    ['does nothing', ['export function proxy(request) {}']],
    [
      'sees only some pages',
      ['export function proxy(request) {}', "export const config = { matcher: '/about/:path*' }"],
    ],
  ])('is refused when it %s', (_, lines) => {
    expect(refusalOf(withProxy('proxy.ts', lines)).path).toBe('proxy.ts')
  })
})

describe('a proxy as people have it', () => {
  test('beside a helper that is exported first: only the proxy is changed', () => {
    expectOutcome(
      withProxy('src/middleware.ts', [
        "import { NextResponse } from 'next/server'",
        'export const isPublic = (path) => {',
        "  return path === '/'",
        '}',
        'export function middleware(request) {',
        '  if (isPublic(request.nextUrl.pathname)) return NextResponse.next()',
        '  return NextResponse.next()',
        '}',
      ]),
      {
        rewrites: ['import', 'export function', 'export default', 'if', 'return NextResponse'],
        has: {
          'src/middleware.ts': "export const isPublic = (path) => {\n  return path === '/'\n",
        },
      },
    )
  })

  test('declared first, and exported by its name', () => {
    const { text } = integrated(
      withProxy('proxy.ts', [
        "import { NextResponse } from 'next/server'",
        '',
        'function decide(request) {',
        '  return NextResponse.next()',
        '}',
        '',
        'export default decide',
      ]),
    )
    expect(text('proxy.ts')).toContain(
      'async function decide(request) {\n  const { headers } = await authkit(request)\n',
    )
  })

  test.each([
    ['of Auth.js', ["export { auth as middleware } from '@/auth'"]],
    ['of Clerk', ['export default clerkMiddleware((auth, request) => {', '  auth.protect()', '})']],
    [
      'of Supabase, which makes its response anew',
      [
        'export async function middleware(request) {',
        '  let response = NextResponse.next()',
        '  response = NextResponse.next({ request })',
        '  return response',
        '}',
      ],
    ],
    [
      'whose matcher has conditions',
      [
        'export function middleware(request) {',
        '  return NextResponse.next()',
        '}',
        'export const config = {',
        "  matcher: [{ source: '/((?!api).*)', missing: [{ type: 'header', key: 'purpose' }] }],",
        '}',
      ],
    ],
  ])('is refused: one %s', (_, lines) => {
    expect(refusalOf(withProxy('middleware.ts', lines)).path).toBe('middleware.ts')
  })
})
