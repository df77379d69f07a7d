import { describe, expect, test } from 'vitest'
import { type Files, integrated, refusalOf } from '../../../test/projects/integrated.ts'

const path = 'src/index.ts'
const server =
  "import { Hono } from 'hono'\n\nconst app = new Hono()\n\napp.get('/', (c) => c.text('Hello'))\n\nexport default app\n"

const application = (dev: string, files: Files = {}, dependencies: object = {}): Files => ({
  'package.json': { scripts: { dev }, dependencies: { hono: '^4', ...dependencies } },
  'tsconfig.json': '{}',
  [path]: server,
  ...files,
})

const worker = { 'wrangler.jsonc': '{}' }

describe('Hono', () => {
  test('on Bun reads .env by itself', () => {
    const { text, integration } = integrated(application('bun run --hot src/index.ts'))
    expect(text(path)).toContain('const { login, callback, logout, withAuth } = authKit()\n')
    expect(text(path)).not.toContain('loadEnvFile')
    expect(integration.origin).toBe('http://localhost:3000')
  })

  test.each([
    ['wrangler dev', 8787],
    ['wrangler dev --port 8000', 8000],
    ['vite', 5173],
  ])('on Cloudflare Workers has its settings from the bindings: %s', (dev, port) => {
    const { text, integration } = integrated(application(dev, worker))
    expect(text(path)).toContain("import { env } from 'cloudflare:workers'\n")
    expect(text(path)).toContain('authKit({ environment: env })\n')
    expect(text(path)).not.toContain('node:fs')
    expect(integration.origin).toBe(`http://localhost:${port}`)
  })

  test('on Cloudflare Workers keeps settings where the project has its own', () => {
    const fileWith = (files: Files) =>
      integrated(application('wrangler dev', { ...worker, ...files })).integration.environmentFile
    expect(fileWith({})).toBe('.env')
    expect(fileWith({ '.dev.vars': 'COLOR=blue\n' })).toBe('.dev.vars')
  })

  test('on Node.js keeps middleware that is there', () => {
    const { text } = integrated(
      application(
        'tsx watch src/index.ts',
        { [path]: server.replace("app.get('/'", "app.use(logger())\napp.get('/'") },
        { '@hono/node-server': '^2' },
      ),
    )
    expect(text(path)).toContain("app.use(logger())\napp.get('/', (c) => c.text('Hello'))\n")
    expect(text(path)).toContain("if (existsSync('.env')) process.loadEnvFile()\n")
  })

  test.each([
    ['a runtime that is not known', application('netlify dev')],
    ['Vite without a worker', application('vite')],
  ])('is refused on %s, with what was looked for', (_, files) => {
    expect(refusalOf(files)).toMatchObject({
      path: 'package.json',
      message: expect.stringContaining('@hono/node-server for Node.js'),
    })
  })
})
