import { expect, test } from 'vitest'
import { makeProject } from '../../../test/projects/project.ts'
import { running } from '../../../test/projects/running.ts'
import { detectFramework } from './frameworks.ts'

const uses = (name: string, start: string, more: object = {}) => ({
  'package.json': { dependencies: { [name]: 'latest' }, scripts: { start }, ...more },
})

const typeModule = { type: 'module' }

/** Each is a server that somebody has, with what its own page says. */
const servers: [string, string, Record<string, string | object>, string, string?][] = [
  [
    'of Express in CommonJS that requires after it made the server',
    'server.js',
    {
      ...uses('express', 'node server'),
      'server.js': [
        "'use strict' // all of it",
        "const express = require('express')",
        'const app = express()',
        "const server = require('http').createServer(app)",
        "const { existsSync } = require('fs')",
        "app.get('/ours', (req, res) => res.send(String(existsSync('server.js'))))",
        'server.listen(process.env.PORT)',
        '',
      ].join('\n'),
    },
    'true',
  ],
  [
    'of Express made by a function, and started elsewhere',
    'server.js',
    {
      ...uses('express', 'node server.js', typeModule),
      'app.js': [
        '// Makes the application.',
        "import express from 'express'",
        "import { existsSync } from 'fs'",
        '',
        'export function createApp() {',
        '\tconst app = express()',
        '\tapp.use(express.json())',
        "\tapp.get('/ours', (req, res) => res.send(String(existsSync('app.js'))))",
        '\treturn app',
        '}',
        '',
      ].join('\n'),
      'server.js': [
        "import { createApp } from './app.js'",
        '',
        'createApp().listen(process.env.PORT || 3000)',
        '',
      ].join('\n'),
    },
    'true',
  ],
  [
    'of Express with a sign-in of its own, whose names are ours',
    'server.js',
    {
      ...uses('express', 'node server.js'),
      'auth.js': "exports.login = (req, res) => res.send('own')\nexports.logout = exports.login\n",
      'server.js': [
        "const express = require('express'), app = express()",
        "const { login, logout } = require('./auth')",
        "app.get('/login', login)",
        "app.get('/logout', logout)",
        "app.get('/ours', login)",
        'app.listen(process.env.PORT)',
        '',
      ].join('\n'),
    },
    'own',
    '/auth/login',
  ],
  [
    'of Express that loads its settings only after it made the server',
    'server.js',
    {
      ...uses('express', 'node server.js', typeModule),
      'server.js': [
        '#!/usr/bin/env node',
        "import dotenv from 'dotenv'",
        "import express from 'express'",
        'const app = express()',
        'dotenv?.config?.()',
        "app.get('/ours', (req, res) => res.send('here'))",
        'app.listen(process.env.PORT)',
        '',
      ].join('\n'),
      'package.json': {
        ...typeModule,
        dependencies: { express: '5', dotenv: '17' },
        scripts: { start: 'node server.js' },
        imports: {},
      },
    },
    'here',
  ],
  [
    'of Express with Windows line ends',
    'bin/www',
    {
      ...uses('express', 'node ./bin/www'),
      'bin/www': [
        '#!/usr/bin/env node',
        "var app = require('../app');",
        "require('http').createServer(app).listen(process.env.PORT || '3000');",
        '',
      ].join('\r\n'),
      'app.js': [
        "var express = require('express'); // the framework",
        "var ours = require('./routes/ours');",
        '',
        'var app = express();',
        '',
        "app.use('/', ours);",
        '',
        'module.exports = app;',
        '',
      ].join('\r\n'),
      'routes/ours.js':
        "const { Router } = require('express');\nconst router = Router();\nrouter.get('/ours', (req, res) => res.send('routed'));\nrouter.get('/', (req, res) => res.send('home'));\nmodule.exports = router;\n",
    },
    'routed',
  ],
  [
    'of Fastify, built by a function for tests',
    'server.js',
    {
      ...uses('fastify', 'node server.js', typeModule),
      'app.js': [
        "import fastify from 'fastify'",
        '',
        'export async function build (opts = {}) {',
        '  const app = fastify(opts)',
        "  await app.register(async (app) => { app.get('/', () => 'home') })",
        "  app.get('/ours', async () => 'built')",
        '  return app',
        '}',
        '',
      ].join('\n'),
      'server.js': [
        "import { build } from './app.js'",
        '',
        'const app = await build()',
        'await app.listen({ port: Number(process.env.PORT ?? 3000) })',
        '',
      ].join('\n'),
    },
    'built',
  ],
  [
    'of Fastify with /account in a plugin of its own',
    'server.mjs',
    {
      ...uses('fastify', 'node server.mjs'),
      'accounts.mjs':
        "export default async (app) => {\n  app.route({ method: 'GET', url: '/account', handler: () => 'own' })\n}\n",
      'server.mjs': [
        "import Fastify, { errorCodes } from 'fastify'",
        "import accounts from './accounts.mjs'",
        'const server = Fastify({ logger: false })',
        'server.register(accounts)',
        "server.get('/ours', () => typeof errorCodes)",
        'server.listen({ port: process.env.PORT })',
        '',
      ].join('\n'),
    },
    'object',
    '/auth/login',
  ],
  [
    'of Hono, of several parts in one file',
    'index.js',
    {
      'package.json': {
        ...typeModule,
        dependencies: { hono: '4', '@hono/node-server': '2' },
        scripts: { dev: 'node --watch index.js' },
      },
      'index.js': [
        "import { serve } from '@hono/node-server'",
        "import { Hono } from 'hono'",
        "const api = new Hono().get('/', (c) => c.text('api'))",
        'const admin = new Hono()',
        'const callback = ({ port }) => port',
        'const app = new Hono()',
        "app.route('/admin', admin)",
        "app.route('/ours', api)",
        'serve({ fetch: app.fetch, port: Number(process.env.PORT) }, callback)',
        '',
      ].join('\n'),
    },
    'api',
  ],
  [
    'of Node.js alone, which calls something else path',
    'server.js',
    {
      'package.json': { main: 'server.js' },
      'server.js': [
        "const http = require('node:http')",
        "const path = require('node:path')",
        '',
        'function start(port) {',
        '\thttp.createServer(async (req, res) => {',
        "\t\tif (req.url === '/ours') return res.end(path.join('a', 'b'))",
        '\t\tres.writeHead(404).end()',
        '\t}).listen(port)',
        '}',
        'start(process.env.PORT)',
        '',
      ].join('\n'),
    },
    'a/b',
  ],
]

test.each(servers)('a server %s goes on, and signs people in', async (...server) => {
  const [, file, files, own, signIn = '/login'] = server
  const project = makeProject(files)
  const integration = detectFramework(project)?.integrate(project)
  expect(integration?.signInPath).toBe(signIn)
  const ask = await running(project, file)
  expect(await (await ask('/ours')).text()).toBe(own)
  const begun = await ask(signIn)
  expect(begun.headers.get('location')).toContain('http://localhost:4000/user_management/authorize')
  if (signIn !== '/login') expect(await (await ask('/login')).text()).not.toContain('authorize')
})
