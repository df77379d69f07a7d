import { describe, expect, test } from 'vitest'
import { type Files, integrated, refusalOf } from '../../../test/projects/integrated.ts'

const loads = (folder: string) =>
  `  fastify.register(AutoLoad, { dir: path.join(__dirname, '${folder}') })\n`

const commonJs =
  "'use strict'\n\nconst path = require('node:path')\nconst AutoLoad = require('@fastify/autoload')\n\n" +
  `module.exports = async function (fastify, opts) {\n${loads('plugins')}${loads('routes')}}\n`

const esModule =
  "import path from 'node:path'\nimport AutoLoad from '@fastify/autoload'\n\n" +
  `export default async function (fastify, opts) {\n${loads('plugins')}${loads('routes')}}\n`

const application = (files: Files, packageJson: object = {}): Files => ({
  'package.json': {
    scripts: { start: 'fastify start app.js', dev: 'fastify start -w -l info -P app.js' },
    dependencies: { fastify: '^5', 'fastify-plugin': '^6', '@fastify/autoload': '^6' },
    ...packageJson,
  },
  ...files,
})

describe('Fastify with autoload', () => {
  test('gets one more plugin, in the language of its own', () => {
    const { changed, text, integration } = integrated(application({ 'app.js': commonJs }))
    expect(changed).toEqual(['package.json', 'plugins/authkit.js'])
    expect(text('plugins/authkit.js')).toMatch(/^'use strict'\n\nconst fp = require\(/)
    expect(text('plugins/authkit.js')).toContain("  fastify.get('/callback', callback)\n")
    expect(integration).toMatchObject({ origin: 'http://localhost:3000', runScript: 'dev' })
  })

  test.each([
    ['fastify start -w app.js', 'fastify start --ignore-watch=.latchkey -w app.js'],
    [
      'fastify start --ignore-watch=.ts$ -w dist/app.js',
      'fastify start --ignore-watch=".ts$ .latchkey" -w dist/app.js',
    ],
    [
      "fastify start --watch --ignore-watch 'a b' app.js",
      'fastify start --watch --ignore-watch="a b .latchkey" app.js',
    ],
    ['fastify start app.js', 'fastify start app.js'],
    [
      'fastify start -w -V --ignore-watch=.latchkey',
      'fastify start -w -V --ignore-watch=.latchkey',
    ],
  ])('is not started again by what a platform writes: %s', (dev, expected) => {
    const { text } = integrated(application({ 'app.js': commonJs }, { scripts: { dev } }))
    expect(JSON.parse(text('package.json')).scripts).toEqual({ dev: expected })
  })

  test('in ES modules imports, and leaves the file that loads alone', () => {
    const { text } = integrated(application({ 'app.js': esModule }, { type: 'module' }))
    expect(text('plugins/authkit.js')).toMatch(/^import fp from 'fastify-plugin'\n/)
    expect(text('app.js')).toBe(esModule)
  })

  test('in TypeScript writes below src, and is built', () => {
    const { changed, integration } = integrated(
      application(
        { 'src/app.ts': esModule, 'tsconfig.json': '{}' },
        {
          scripts: {
            'build:ts': 'tsc',
            dev: 'npm run build:ts',
            'dev:start': 'fastify start -p 3100 -P dist/app.js',
          },
        },
      ),
    )
    expect(changed).toEqual(['src/plugins/authkit.ts'])
    expect(integration).toMatchObject({ origin: 'http://localhost:3100', checks: ['build:ts'] })
  })

  test.each([
    ['a route file that is in the way', { 'routes/login/index.js': 'module.exports = () => {}\n' }],
    [
      'a route that is in the way',
      {
        'routes/root.js': "module.exports = async (f) => {\n  f.get('/account', () => 'ours')\n}\n",
      },
    ],
    ['a plugin of the same name', { 'plugins/authkit.js': 'module.exports = () => {}\n' }],
  ])('is refused for %s', (_, files) => {
    const { path, message } = refusalOf(application({ 'app.js': commonJs, ...files }))
    expect(path).toBe(Object.keys(files)[0])
    expect(message).toContain('is already what the recipe would add')
  })

  test('is refused where no folder of plugins is loaded', () => {
    const routesOnly = commonJs.replace(loads('plugins'), '')
    expect(refusalOf(application({ 'app.js': routesOnly })).message).toContain('Fastify server')
  })
})
