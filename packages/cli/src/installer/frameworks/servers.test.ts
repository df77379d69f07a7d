import { describe, expect, test } from 'vitest'
import { makeProject } from '../../../test/projects/project.ts'
import type { Project } from '../project/project.ts'
import { RecipeRefusal } from '../recipe.ts'
import { Module } from '../syntax/module.ts'
import { detectFramework } from './frameworks.ts'

/** Applies the recipe, shows that the result is source, and that a second time changes nothing. */
function integrated(files: Record<string, string | object>, path: string) {
  const project = makeProject(files)
  const integration = integrate(project)
  const text = project.tree.read(path) ?? ''
  Module.parse(path, text)
  expect(integrate(project)).toMatchObject({ callbackPath: integration.callbackPath })
  expect(project.tree.read(path)).toBe(text)
  return { text, integration, project }
}

function integrate(project: Project) {
  const framework = detectFramework(project)
  if (!framework) throw new Error('No framework is found.')
  return framework.integrate(project)
}

const withDependency = (name: string, more: object = {}) => ({
  'package.json': {
    dependencies: { [name]: 'latest' },
    scripts: { start: 'node server.js' },
    ...more,
  },
})

describe('Express', () => {
  test('in CommonJS: routes stand behind the server, in the style of the file', () => {
    const { text, integration } = integrated(
      {
        ...withDependency('express'),
        'server.js': [
          'const express = require("express")',
          'const app = express() // ours',
          'app.use(express.json())',
          'app.get("/", (req, res) => res.send("hi"))',
          'app.listen(process.env.PORT || 3005)',
          '',
        ].join('\n'),
      },
      'server.js',
    )
    expect(text).toBe(
      [
        'const express = require("express")',
        'const { existsSync } = require("node:fs")',
        'const { authKit } = require("@latchkey/node/express")',
        'if (existsSync(".env")) process.loadEnvFile()',
        '',
        'const app = express() // ours',
        '',
        'const { login, callback, logout, withAuth } = authKit()',
        'app.get("/login", login)',
        'app.get("/callback", callback)',
        'app.get("/logout", logout)',
        'app.get("/account", withAuth, (req, res) => {',
        '  res.json(req.auth?.user)',
        '})',
        '',
        'app.use(express.json())',
        'app.get("/", (req, res) => res.send("hi"))',
        'app.listen(process.env.PORT || 3005)',
        '',
      ].join('\n'),
    )
    expect(integration).toMatchObject({ origin: 'http://localhost:3005', runScript: 'start' })
  })

  test('in the form of its generator: app.js, started by bin/www, with routers of its own', () => {
    const { text, integration } = integrated(
      {
        'package.json': {
          dependencies: { express: '~4.16.1' },
          scripts: { start: 'node ./bin/www' },
        },
        'bin/www':
          "#!/usr/bin/env node\nvar app = require('../app');\nvar port = normalizePort(process.env.PORT || '3100');\n",
        'app.js':
          "var express = require('express');\nvar indexRouter = require('./routes/index');\n\nvar app = express();\n\napp.use('/', indexRouter);\n\nmodule.exports = app;\n",
      },
      'app.js',
    )
    expect(integration.origin).toBe('http://localhost:3100')
    expect(text).toContain("app.get('/callback', callback);")
    expect(text).not.toContain("app.get('/', ")
  })

  test.each([
    ['its script', { scripts: { start: 'PORT=4100 node server.js' } }, '', 4100],
    ['.env', {}, 'PORT=4200\n', 4200],
    ['the code', {}, '', 3300],
  ])('listens where %s says', (_, packageJson, env, port) => {
    const { integration } = integrated(
      {
        ...withDependency('express', packageJson),
        '.env': env,
        'server.js':
          "import express from 'express'\nconst app = express()\napp.listen(process.env.PORT ?? 3300)\n",
      },
      'server.js',
    )
    expect(integration.origin).toBe(`http://localhost:${port}`)
  })

  test('gets a home page where there is none', () => {
    const { text } = integrated(
      {
        ...withDependency('express'),
        'server.js': "import express from 'express';\nconst app = express();\n",
      },
      'server.js',
    )
    expect(text).toContain("app.get('/', optionalAuth, (req, res) => {")
  })

  test('keeps a /login that is there, and signs in below /auth', () => {
    const { text, integration } = integrated(
      {
        ...withDependency('express'),
        'server.js':
          "import express from 'express';\nconst app = express();\napp.get('/login', mine);\n",
      },
      'server.js',
    )
    expect(text).toContain("app.get('/auth/login', login);")
    expect(integration.callbackPath).toBe('/auth/callback')
  })

  test('leaves the environment to what loads it already', () => {
    const server =
      "import 'dotenv/config';\nimport express from 'express';\nconst app = express();\n"
    const { text } = integrated({ ...withDependency('express'), 'server.js': server }, 'server.js')
    expect(text).not.toContain('loadEnvFile')
  })

  test.each([
    [
      'no server',
      { 'server.js': "import express from 'express';\nexport const make = () => express();\n" },
    ],
    [
      'two servers',
      {
        'a.js': "const express = require('express');\nconst one = express();\n",
        'b.js': "const express = require('express');\nconst two = express();\n",
      },
    ],
  ])('is refused for a project with %s that the recipe could take for the one', (_, files) => {
    const project = makeProject({ ...withDependency('express'), ...files })
    expect(() => integrate(project)).toThrow(RecipeRefusal)
    expect(project.tree.changes()).toEqual([])
  })
})

describe('Fastify', () => {
  test('registers the plugin before the routes', () => {
    const { text } = integrated(
      {
        ...withDependency('fastify'),
        'server.js':
          "import Fastify from 'fastify'\n\nconst app = Fastify({ logger: true })\n\napp.listen({ port: 3000 })\n",
      },
      'server.js',
    )
    expect(text.indexOf('app.register(plugin)')).toBeLessThan(
      text.indexOf("app.get('/login', login)"),
    )
    expect(text).toContain("app.get('/account', { preHandler: withAuth }")
  })
})

describe('Hono', () => {
  test('in the form of its template for Node', () => {
    const { text, integration } = integrated(
      {
        'package.json': {
          dependencies: { hono: '^4', '@hono/node-server': '^1' },
          scripts: { dev: 'tsx watch src/index.ts' },
        },
        'tsconfig.json': '{}',
        'src/index.ts': [
          "import { serve } from '@hono/node-server'",
          "import { Hono } from 'hono'",
          '',
          'const app = new Hono()',
          '',
          "app.get('/', (c) => {",
          "  return c.text('Hello Hono!')",
          '})',
          '',
          'serve({',
          '  fetch: app.fetch,',
          '  port: 3000',
          '})',
          '',
        ].join('\n'),
      },
      'src/index.ts',
    )
    expect(text).toContain("app.get('/account', withAuth, (c) => c.json(c.get('auth')?.user))\n")
    expect(integration).toMatchObject({ origin: 'http://localhost:3000', runScript: 'dev' })
  })
})

describe('Node.js', () => {
  const server = (body: string) => ({
    'package.json': { main: 'server.js' },
    'server.js': `import { createServer } from 'node:http'\n\ncreateServer(${body}).listen(3000)\n`,
  })

  test('answers sign-in before what the listener does', () => {
    const { text } = integrated(server("(req, res) => {\n  res.end('hi')\n}"), 'server.js')
    expect(text).toContain(
      "  if (signInRoute) {\n    signInRoute(req, res, () => res.writeHead(500).end())\n    return\n  }\n  res.end('hi')\n",
    )
  })

  test('is refused where the listener is only named', () => {
    const project = makeProject(server('handle'))
    expect(detectFramework(project)).toBeUndefined()
  })

  test('is refused where the listener has no body of statements', () => {
    const project = makeProject(server("(req, res) => res.end('hi')"))
    expect(() => integrate(project)).toThrow(RecipeRefusal)
    expect(project.tree.changes()).toEqual([])
  })
})
