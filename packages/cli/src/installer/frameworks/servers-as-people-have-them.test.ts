import { describe, expect, test } from 'vitest'
import { type Files, integrated, refusalOf } from '../../../test/projects/integrated.ts'
import { expectOutcome, type Outcome } from '../../../test/projects/variations.ts'

const withExpress = (scripts: object, files: Files): Files => ({
  'package.json': { type: 'module', dependencies: { express: '^5' }, scripts },
  ...files,
})

const started = { start: 'node server.js' }

const express = (...lines: string[]) =>
  ["import express from 'express'", '', 'const app = express()', ...lines, ''].join('\n')

const routerAt = (path: string) =>
  `import { Router } from 'express'\nexport const router = Router()\nrouter.post('${path}', signIn)\n`

describe('Express as people have it', () => {
  const variations: [string, Files, Outcome][] = [
    [
      'made by a function with tabs, routes stand inside of it',
      withExpress(
        { dev: 'tsx watch "src/index.ts"' },
        {
          'tsconfig.json': '{ "compilerOptions": { "strict": true } }',
          'src/index.ts': "import { createApp } from './app.js'\n\ncreateApp().listen(4001)\n",
          'src/app.ts':
            "import express, { type Express } from 'express'\n\nexport function createApp(): Express {\n\tconst app: Express = express()\n\n\tapp.use(express.json())\n\treturn app\n}\n",
        },
      ),
      {
        origin: 'http://localhost:4001',
        has: {
          'src/app.ts':
            "\tconst app: Express = express()\n\n\tconst { login, callback, logout, withAuth, optionalAuth } = authKit()\n\tapp.get('/login', login)\n",
        },
      },
    ],
    [
      'made in a branch, where the workers of a cluster are',
      withExpress(started, {
        'server.js':
          "import cluster from 'node:cluster'\nimport express from 'express'\n\nif (cluster.isPrimary) {\n  cluster.fork()\n} else {\n  const app = express()\n  app.listen(3000)\n}\n",
      }),
      { has: { 'server.js': "  app.get('/login', login)\n" } },
    ],
    [
      'made without a block',
      withExpress(started, {
        'server.js': "import express from 'express'\nif (process.argv[2]) var app = express()\n",
      }),
      { refused: 'makes `app` where no other statement can stand beside it' },
    ],
    [
      'held by a class',
      withExpress(started, {
        'server.js':
          "import express from 'express'\nclass Server {\n  constructor() {\n    this.app = express()\n  }\n}\n",
        'routes/users.js': routerAt('/users'),
      }),
      { refused: 'No file makes the Express server' },
    ],
    [
      'of two servers in one file',
      withExpress(started, {
        'server.js': express('const metrics = express()', 'app.listen(3000)'),
      }),
      { refused: 'Several places make a Express server (app in server.js, metrics in server.js)' },
    ],
    [
      'of a server with another one inside',
      withExpress(started, {
        'server.js': express('const admin = express()', "app.use('/admin', admin)"),
      }),
      { has: { 'server.js': "app.get('/callback', callback)" } },
    ],
    [
      'with a helper of its tests, and a file for a generator, that make one too',
      withExpress(started, {
        'server.js': express('app.listen(3000)'),
        'test/helper.js': express(),
        'templates/plugin.js': "import express from 'express'\n<%= body %>\n",
      }),
      { origin: 'http://localhost:3000' },
    ],
    [
      'with a router that has /login',
      withExpress(started, {
        'server.js': express("app.use('/', router)"),
        'routes/sign-in.js': routerAt('/login'),
      }),
      { signInPath: '/auth/login', has: { 'server.js': "app.get('/auth/account', withAuth" } },
    ],
    [
      'with a router that has /login, below /auth',
      withExpress(started, {
        'server.js': express("app.use('/auth', router)"),
        'routes/sign-in.js': routerAt('/login'),
      }),
      { refused: 'The application has /login and /auth/login already' },
    ],
    [
      'whose routes are put in by another file',
      withExpress(started, {
        'server.js': express('addRoutes(app)'),
        'routes.js': "export const addRoutes = (app) => app.get('/', home)\n",
      }),
      { has: { 'server.js': 'const { login, callback, logout, withAuth } = authKit()\n' } },
    ],
    [
      'with a port that is taken out of the environment',
      withExpress(started, {
        'server.js': express('const { PORT = 4100 } = process.env', 'app.listen(PORT)'),
      }),
      { origin: 'http://localhost:4100' },
    ],
    [
      'with its port in a file of settings, and another queue of the system',
      withExpress(started, {
        'server.js': express(
          "import { port } from './settings.js'",
          "app.listen(port, '0.0.0.0', 511)",
        ),
        'settings.js': "export const settings = { port: Number(process.env['PORT']) || 8080 }\n",
      }),
      { origin: 'http://localhost:8080' },
    ],
    [
      'that is built before it is started',
      withExpress(
        { start: 'node dist/server.js' },
        { 'dist/server.js': 'built()\n', 'src/server.ts': express('app.listen(4200)') },
      ),
      { origin: 'http://localhost:4200' },
    ],
  ]

  test.each(variations)('%s', (_, files, outcome) => {
    expectOutcome(files, outcome, ["import express from 'express'"])
  })

  test.each([
    ['its script', { 'server.js': express() }, { dev: 'node --env-file=.env.local server.js' }],
    [
      'dotenv',
      {
        'server.js': `import dotenv from 'dotenv'\ndotenv.config({ path: '.env.local' })\n${express()}`,
      },
      started,
    ],
  ])('has its settings where %s reads them', (_, files, scripts) => {
    const { integration, text } = integrated(withExpress(scripts, files))
    expect(integration.environmentFile).toBe('.env.local')
    expect(text('server.js')).not.toContain('loadEnvFile')
  })

  test('is left alone where its sign-in is in another file than the server', () => {
    const { changed, integration } = integrated(
      withExpress(started, {
        'server.js': express("app.use('/session', router)"),
        'routes/session.js':
          "import { authKit } from '@latchkey/node/express'\nconst { login, callback: arrive } = authKit()\nrouter.get('/session/arrive', arrive)\n",
      }),
    )
    expect(changed).toEqual([])
    expect(integration.callbackPath).toBe('/session/arrive')
  })
})

describe('Fastify as people have it', () => {
  const withFastify = (server: string, files: Files = {}): Files => ({
    'package.json': { type: 'module', dependencies: { fastify: '^5' }, scripts: started },
    'server.js': server,
    ...files,
  })
  const variations: [string, Files, Outcome][] = [
    [
      'with types of its schemas',
      {
        ...withFastify(''),
        'server.js':
          "import { fastify as createServer } from 'fastify'\nconst server = createServer().withTypeProvider()\nawait server.listen({ port: 4300 })\n",
      },
      { origin: 'http://localhost:4300', has: { 'server.js': 'server.register(plugin)\n' } },
    ],
    [
      'with a plugin that has the home page',
      withFastify("import Fastify from 'fastify'\nconst app = Fastify()\napp.register(pages)\n", {
        'pages.js': "export default async (app) => {\n  app.get('/', () => 'home')\n}\n",
      }),
      { has: { 'server.js': 'const { plugin, login, callback, logout, withAuth } = authKit()' } },
    ],
    [
      'with plugin as a name of its own',
      withFastify(
        "import Fastify from 'fastify'\nimport plugin from './plugin.js'\nconst app = Fastify()\napp.register(plugin)\n",
      ),
      {
        has: {
          'server.js':
            'const { plugin: authKitPlugin, login, callback, logout, withAuth, optionalAuth } = authKit()\napp.register(authKitPlugin)\n',
        },
      },
    ],
  ]

  test.each(variations)('%s', (_, files, outcome) => {
    expectOutcome(files, outcome)
  })
})

describe('Hono as people have it', () => {
  const withHono = (files: Files): Files => ({
    'package.json': {
      type: 'module',
      dependencies: { hono: '^4', '@hono/node-server': '^2' },
      scripts: { dev: 'tsx watch src/index.ts' },
    },
    'tsconfig.json': '{}',
    ...files,
  })
  const books =
    "import { Hono } from 'hono'\n\nconst books = new Hono()\nbooks.get('/', (c) => c.json([]))\nexport default books\n"
  const variations: [string, Files, Outcome][] = [
    [
      'of an entry, a server and its parts in files of their own',
      withHono({
        'src/index.ts':
          "import { serve } from '@hono/node-server'\nimport { app } from './app'\n\nserve({ fetch: app.fetch, port: 4400 })\n",
        'src/app.ts':
          "import { Hono } from 'hono'\nimport books from './routes/books'\n\nexport const app = new Hono<{ Variables: { user: string } }>()\n\napp.route('/books', books)\n",
        'src/routes/books.ts': books,
      }),
      { origin: 'http://localhost:4400', has: { 'src/app.ts': "app.get('/login', login)" } },
    ],
    [
      'of two servers that know nothing of each other',
      withHono({
        'src/index.ts': "import './public'\nimport './private'\n",
        'src/public.ts': "import { Hono } from 'hono'\nconst app = new Hono()\n",
        'src/private.ts': "import { Hono } from 'hono'\nconst app = new Hono()\n",
      }),
      { refused: 'Several places make a Hono server' },
    ],
    [
      'below a base path',
      withHono({
        'src/index.ts': "import { Hono } from 'hono'\nconst app = new Hono().basePath('/api')\n",
      }),
      { refused: 'No file makes the Hono server' },
    ],
  ]

  test.each(variations)('%s', (_, files, outcome) => {
    expectOutcome(files, outcome)
  })
})

describe('Node.js as people have it', () => {
  const server = (...body: string[]): Files => ({
    'package.json': { main: 'server.js' },
    'server.js': [
      "const http = require('http')",
      '',
      'http.createServer((req, res) => {',
      ...body,
      "  res.end('hi')",
      '}).listen(3000)',
      '',
    ].join('\n'),
  })
  const variations: [string, Files, Outcome][] = [
    [
      'with a login of its own',
      server("  if (req.url === '/login') return login(req, res)"),
      {
        signInPath: '/auth/login',
        has: {
          'server.js': 'const { login: authKitLogin, callback, logout, withAuth } = authKit()',
        },
      },
    ],
    [
      'with names that are ours',
      server("  const signInRoute = '/sign-in'"),
      { refused: 'has a `signInRoute` of its own' },
    ],
  ]

  test.each(variations)('%s', (_, files, outcome) => {
    expectOutcome(files, outcome)
  })

  test('of two servers is none that the recipe is for', () => {
    const { 'server.js': text, ...rest } = server()
    const files = {
      ...rest,
      'server.js': `${text}\nhttp.createServer((req, res) => {}).listen(80)\n`,
    }
    expect(() => refusalOf(files)).toThrow('No framework is found.')
  })
})
