import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/server.ts'
import { signInOwner } from '../../test/sign-in-owner.ts'
import { hashToken } from '../crypto/tokens.ts'
import { createApiKey, listApiKeys, revokeApiKey } from '../features/api-keys/api-key.ts'
import { consumeSetUpToken } from '../features/set-up-tokens/set-up-token.ts'

const placeholder = 'sk_example_123456789'

let server: TestServer
let ownerCookie: string

beforeAll(async () => {
  server = await startTestServer()
  ownerCookie = (await signInOwner(server))(server.staging.environment).cookie
})
afterAll(() => server?.stop())

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, { headers: { accept: 'text/html', ...headers }, redirect: 'manual' })
const textOf = async (path: string, headers?: Record<string, string>) =>
  (await get(path, headers)).text()

/** What the group of the pattern holds, each once. */
const matches = (text: string, pattern: RegExp) => [
  ...new Set(Array.from(text.matchAll(pattern), ([, group]) => group ?? '')),
]

/** The API key that Staging's examples show: the first one, which the first start made. */
async function shownKey() {
  const html = await textOf('/docs/quick-start', { cookie: ownerCookie })
  return /sk_test_\w+/.exec(html)?.[0]
}

describe('GET /docs', () => {
  test('lists every guide, each of which has a page, a title and a summary', async () => {
    const contents = await textOf('/docs')
    const names = matches(contents, /href="\/docs\/([\w-]+)"/g)
    expect(names).toContain('quick-start')
    for (const name of names) {
      const response = await get(`/docs/${name}`)
      const html = await response.text()
      expect({ name, status: response.status }).toEqual({ name, status: 200 })
      expect(html).toMatch(/<meta name="description" content="[^"]{20,}"/)
      expect(html.match(/<h1 /g), name).toHaveLength(1)
    }
  })

  test('lets no script or style in that is not a file of this server', async () => {
    const response = await get('/docs/quick-start')
    const policy = response.headers.get('content-security-policy')
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("style-src 'self'")
    const html = await response.text()
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style| style=| on\w+=/)
  })

  test('leads nowhere that is not there', async () => {
    const contents = await textOf('/docs')
    const names = matches(contents, /href="\/docs\/([\w-]+)"/g)
    for (const name of names) {
      const html = await textOf(`/docs/${name}`)
      const ids = matches(html, / id="([^"]+)"/g)
      for (const [, path = '', part] of html.matchAll(/href="([^"#]*)(?:#([^"]*))?"/g)) {
        const isElsewhere = path.startsWith('http') || path.startsWith('/dashboard')
        if (!isElsewhere && path) {
          expect({ name, path, status: (await get(path)).status }).toMatchObject({ status: 200 })
        }
        if (part && !path) expect(ids, `${name}#${part}`).toContain(part)
      }
    }
  })

  test.each(['/docs/nothing', '/docs/contents.json', '/docs/..%2Fpackage', '/docs/quick-start/x'])(
    'has no page at %s',
    async (path) => {
      expect((await get(path)).status).toBe(404)
    },
  )

  test('names this server, not another', async () => {
    const markdown = await textOf('/docs/quick-start.md')
    expect(markdown).toContain(server.url)
    expect(markdown).toContain(`WORKOS_API_PORT='${server.port}'`)
    expect(markdown).not.toContain('localhost:4000')
  })
})

describe('the keys in the code examples', () => {
  test('are placeholders for whoever is not signed in to the dashboard', async () => {
    const response = await get('/docs/quick-start')
    const html = await response.text()
    expect(html).toContain(placeholder)
    expect(html).toContain('/dashboard/sign-in?return_to=/docs/quick-start')
    expect(html).not.toMatch(/sk_(test|live)_\w/)
    expect(html).not.toContain(server.staging.clientId)
  })

  test('are those of Staging for an owner who is, and the page says so', async () => {
    const html = await textOf('/docs/quick-start', { cookie: ownerCookie })
    expect(html).not.toContain(placeholder)
    expect(html).toContain(server.staging.clientId)
    expect(html).not.toContain(server.production.clientId)
    expect(html).toContain('The code examples hold the keys of <strong>Staging</strong>.')
    const answer = await fetch(`${server.url}/organizations`, {
      headers: { authorization: `Bearer ${await shownKey()}` },
    })
    expect(answer.status).toBe(200)
  })

  test('are kept by no cache, and shown to nobody else afterwards', async () => {
    const own = await get('/docs/quick-start', { cookie: ownerCookie })
    expect(own.headers.get('cache-control')).toBe('private, no-store')
    expect(own.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    const others = await get('/docs/quick-start')
    expect(others.headers.get('vary')).toContain('Cookie')
    expect(await others.text()).toContain(placeholder)
  })

  test.each([
    ['a made-up cookie', () => 'latchkey-dashboard=made-up'],
    ['the cookie under another name', () => ownerCookie.replace('dashboard', 'session')],
  ])('stay placeholders for %s', async (_, cookie) => {
    expect(await textOf('/docs/quick-start', { cookie: cookie() })).toContain(placeholder)
  })

  test('are in no Markdown and in no text for language models', async () => {
    const key = await shownKey()
    for (const path of ['/docs/quick-start.md', '/llms.txt', '/llms-full.txt']) {
      const text = await textOf(path, { cookie: ownerCookie })
      expect(text.includes(key as string), path).toBe(false)
      expect(text.includes(server.staging.clientId), path).toBe(false)
    }
  })

  test('are half placeholders, with a word about it, where no key can be shown', async () => {
    const { deps, staging } = server
    for (const { id } of await listApiKeys(deps, staging.environment.id)) {
      await revokeApiKey(deps, staging.environment.id, id)
    }
    const html = await textOf('/docs/quick-start', { cookie: ownerCookie })
    expect(html).toContain(placeholder)
    expect(html).toContain(staging.clientId)
    expect(html).toContain('It has no API key that can be shown')
    await createApiKey(deps, staging.environment, 'Again')
  })
})

describe('the way back after signing in to the dashboard', () => {
  beforeAll(async () => {
    const { deps, setUpUrl } = server
    const token = new URL(setUpUrl).searchParams.get('token') ?? ''
    await consumeSetUpToken(deps.db, hashToken(token), deps.clock.now())
  })

  async function wayBackOf(returnTo: string) {
    const query = new URLSearchParams({ return_to: returnTo })
    const { headers } = await get(`/dashboard/sign-in?${query}`)
    const [, flow = ''] =
      /^latchkey-dashboard-sign-in=([^;]+)/.exec(headers.get('set-cookie') ?? '') ?? []
    return JSON.parse(Buffer.from(flow, 'base64url').toString()).returnTo
  }

  test.each(['/docs', '/docs/quick-start', '/dashboard/staging/users'])('is %s', async (path) => {
    expect(await wayBackOf(path)).toBe(path)
  })

  test.each([
    'https://evil.example/docs',
    '//evil.example/docs',
    '/docs//evil.example',
    '/docs-of-evil',
    '/docs/\\evil.example',
    '/user_management/authorize',
  ])('is never %s', async (path) => {
    expect(await wayBackOf(path)).toBe('/dashboard/')
  })
})

describe('what programs read', () => {
  test('a guide as Markdown, by its address or by asking for it', async () => {
    const byAddress = await get('/docs/quick-start.md')
    expect(byAddress.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
    const markdown = await byAddress.text()
    expect(markdown).toMatch(/^# /)
    expect(await textOf('/docs/quick-start', { accept: 'text/markdown, */*' })).toBe(markdown)
  })

  test('llms.txt links to every guide, and each link is one', async () => {
    const text = await textOf('/llms.txt')
    expect(text).toMatch(/^# Latchkey\n\n> /)
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, url]) => url as string)
    expect(links.length).toBeGreaterThan(3)
    for (const url of links) expect((await fetch(url)).status, url).toBe(200)
  })

  test('llms-full.txt holds the guides themselves', async () => {
    const full = await textOf('/llms-full.txt')
    expect(full).toContain((await textOf('/docs/quick-start.md')).trim())
    expect(full).toContain((await textOf('/docs/webhooks.md')).trim())
  })
})
