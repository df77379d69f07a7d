import { readGuide } from '../../src/guides/guides.ts'

/** Projects that no recipe takes, with what a model has to write into them. */

const packageJson = (more: object) => ({ name: 'app', private: true, type: 'module', ...more })

/** Express, made by a factory: the recipe does not know which of the three files is the application. */
export const expressFactory = (port: number) => ({
  'package.json': packageJson({
    dependencies: { express: '^5.0.0' },
    scripts: { start: 'node src/main.js', build: 'node --check src/app.js' },
  }),
  'src/main.js': `import { createApp } from './app.js'\n\nif (import.meta.main) createApp().listen(${port})\n`,
  'src/app.js': [
    "import express from 'express'",
    "import { addRoutes } from './routes.js'",
    '',
    'export const createApp = () => addRoutes(express())',
    '',
  ].join('\n'),
  'src/routes.js': [
    'export function addRoutes(app) {',
    "  app.get('/', (req, res) => res.send('Home'))",
    '  return app',
    '}',
    '',
  ].join('\n'),
})

/** Koa: no framework that the installer knows. */
export const koa = (port: number) => ({
  'package.json': packageJson({
    dependencies: { koa: '^3.0.0' },
    scripts: { start: 'node server.js', test: 'node --check server.js' },
  }),
  'server.js': [
    "import Koa from 'koa'",
    '',
    'const app = new Koa()',
    '',
    'app.use((ctx) => {',
    "  ctx.body = 'Home'",
    '})',
    '',
    `app.listen(${port})`,
    '',
  ].join('\n'),
})

/** Fastify that is handed over and loads its routes from a folder: no file makes the server by name. */
export const fastifyAutoload = (port: number) => ({
  'package.json': packageJson({
    dependencies: { fastify: '^5.0.0', '@fastify/autoload': '^6.0.0' },
    scripts: { start: 'node server.js' },
  }),
  'server.js': [
    "import autoload from '@fastify/autoload'",
    "import fastify from 'fastify'",
    '',
    "const start = (app) => app.register(autoload, { dir: import.meta.dirname + '/routes' })",
    '',
    `await start(fastify()).listen({ port: ${port} })`,
    '',
  ].join('\n'),
  'routes/home.js': "export default async (app) => app.get('/', () => 'Home')\n",
})

/** node:http without a framework, and the listener in a file of its own: nothing says what it is. */
export const nodeListener = (port: number) => ({
  'package.json': packageJson({
    scripts: { start: 'node server.js', build: 'node --check answer.js' },
  }),
  'server.js': [
    "import { createServer } from 'node:http'",
    "import { answer } from './answer.js'",
    '',
    `createServer(answer).listen(${port})`,
    '',
  ].join('\n'),
  'answer.js': "export const answer = (request, response) => response.end('Home')\n",
})

/** What belongs to a server that uses our SDK, as the model answers it. */
export const serverAnswer = (port: number, more: object = {}) => ({
  packages: ['@latchkey/node'],
  environment_file: '.env',
  settings: [
    { name: 'LATCHKEY_URL', value: 'url' },
    { name: 'WORKOS_API_KEY', value: 'api_key' },
    { name: 'WORKOS_CLIENT_ID', value: 'client_id' },
    { name: 'WORKOS_COOKIE_PASSWORD', value: 'cookie_password' },
    { name: 'WORKOS_REDIRECT_URI', value: 'redirect_uri' },
  ],
  port,
  callback_path: '/callback',
  sign_in_path: '/login',
  signed_out_path: '/',
  calls_from_browser: false,
  checks: [],
  run_script: 'start',
  notes: [],
  ...more,
})

export const expressSignIn = `import { authKit } from '@latchkey/node/express'

process.loadEnvFile()
const { login, callback, logout, withAuth } = authKit()

export function addSignIn(app) {
  app.get('/login', login)
  app.get('/callback', callback)
  app.get('/logout', logout)
  app.get('/account', withAuth, (req, res) => res.json(req.auth.user))
  return app
}
`

/** As our guide has it. */
export const koaSignIn =
  /```js\n\/\/ sign-in\.js\n([\s\S]*?)```/.exec(readGuide('other-frameworks') ?? '')?.[1] ?? ''

export const nodeSignIn = `import { authKit } from '@latchkey/node/express'

process.loadEnvFile()
const { login, callback, logout, withAuth } = authKit()
const account = (request, response) =>
  withAuth(request, response, () => response.end(JSON.stringify(request.auth.user)))
const routes = { '/login': login, '/callback': callback, '/logout': logout, '/account': account }

export const signInRoute = ({ url }) => routes[new URL(url, 'http://localhost').pathname]
`

export const fastifySignIn = `import { authKit } from '@latchkey/node/fastify'

process.loadEnvFile()
const { plugin, login, callback, logout, withAuth } = authKit()

export default async function signIn(app) {
  app.register(plugin)
  app.get('/login', login)
  app.get('/callback', callback)
  app.get('/logout', logout)
  app.get('/account', { preHandler: withAuth }, (request) => request.auth.user)
}
`
