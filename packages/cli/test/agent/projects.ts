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
    'export function createApp() {',
    '  const app = express()',
    '  addRoutes(app)',
    '  return app',
    '}',
    '',
  ].join('\n'),
  'src/routes.js':
    "export function addRoutes(app) {\n  app.get('/', (req, res) => res.send('Home'))\n}\n",
})

/** Koa: no framework that the installer knows. */
export const koa = (port: number) => ({
  'package.json': packageJson({
    dependencies: { koa: '^3.0.0' },
    scripts: { start: 'node server.js' },
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
