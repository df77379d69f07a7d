import type { Template } from './project.ts'
import { testTemplates } from './test-templates.ts'
import { byAddress } from './walks.ts'

/** What `npm init` and a first page of the framework's documentation make. */
const single = (
  framework: string | undefined,
  start: string,
  files: Record<string, string>,
  dependencies: object = {},
): Template => ({
  framework,
  files: { 'package.json': { name: 'app', scripts: { start }, dependencies }, ...files },
  portFlag: 'PORT=',
  portScript: 'start',
})

const fastifyCreator = (...options: string[]): Template => ({
  framework: 'fastify',
  create: ['create-fastify@5', 'app', ...options],
  portFlag: '-p',
})

/** As `create-hono` makes it; its templates are on GitHub. */
const hono = (project: object, files: Record<string, string> = {}, serve = ''): Template => ({
  framework: 'hono',
  files: {
    'package.json': { name: 'app', ...project },
    'src/index.ts': [
      ...(serve ? ["import { serve } from '@hono/node-server'"] : []),
      "import { Hono } from 'hono'",
      '',
      'const app = new Hono()',
      '',
      "app.get('/', (c) => c.text('Hello'))",
      '',
      serve || 'export default app',
      '',
    ].join('\n'),
    ...files,
  },
  portFlag: '--port',
})

const express5 = "import express from 'express'\n\nconst app = express()\n"
const listens = 'app.listen(process.env.PORT)\n'

const templates: [name: string, template: Template][] = [
  [
    'Express by its generator',
    {
      framework: 'express',
      create: ['express-generator@4', 'app', '--no-view'],
      portFlag: 'PORT=',
      portScript: 'start',
    },
  ],
  [
    'Express in TypeScript',
    {
      framework: 'express',
      files: {
        'package.json': {
          name: 'app',
          type: 'module',
          scripts: { dev: 'tsx watch src/server.ts', typecheck: 'tsc --noEmit' },
          dependencies: { express: '^5' },
          devDependencies: {
            '@types/express': '^5',
            '@types/node': '^24',
            tsx: '^4',
            typescript: '^6',
          },
        },
        'tsconfig.json': {
          compilerOptions: { module: 'nodenext', target: 'es2023', strict: true, types: ['node'] },
          include: ['src'],
        },
        'src/server.ts': express5 + listens,
      },
      portFlag: 'PORT=',
    },
  ],
  [
    'Express in one file of CommonJS',
    single(
      'express',
      'node index.js',
      {
        'index.js': `const express = require('express')\nconst app = express()\n${listens}`,
      },
      { express: '^4' },
    ),
  ],
  ['Fastify by its creator', fastifyCreator()],
  ['Fastify by its creator in ES modules', fastifyCreator('--esm')],
  [
    'Fastify by its creator in TypeScript',
    { ...fastifyCreator('--lang=ts'), portScript: 'dev:start' },
  ],
  [
    'Fastify in one file',
    single(
      'fastify',
      'node server.mjs',
      {
        'server.mjs':
          "import Fastify from 'fastify'\n\nconst app = Fastify()\n\nawait app.listen({ port: Number(process.env.PORT) })\n",
      },
      { fastify: '^5' },
    ),
  ],
  [
    'Hono on Node.js',
    {
      ...hono(
        {
          type: 'module',
          scripts: { dev: 'tsx watch src/index.ts', build: 'tsc' },
          dependencies: { hono: '^4', '@hono/node-server': '^2' },
          devDependencies: { '@types/node': '^24', tsx: '^4', typescript: '^6' },
        },
        {
          'tsconfig.json':
            '{ "compilerOptions": { "module": "nodenext", "target": "esnext", "strict": true, "skipLibCheck": true, "rootDir": "src", "outDir": "dist", "types": ["node"] } }',
        },
        'serve({ fetch: app.fetch, port: Number(process.env.PORT) })',
      ),
      portFlag: 'PORT=',
    },
  ],
  [
    'Hono on Bun',
    {
      ...hono({
        scripts: { dev: 'bun run --hot src/index.ts' },
        dependencies: { hono: '^4' },
        devDependencies: { bun: '^1' },
      }),
      portFlag: 'PORT=',
    },
  ],
  [
    'Hono on Cloudflare Workers',
    hono(
      {
        type: 'module',
        scripts: { dev: 'wrangler dev' },
        dependencies: { hono: '^4' },
        devDependencies: { wrangler: '^4' },
      },
      {
        'wrangler.jsonc':
          '{ "name": "app", "main": "src/index.ts", "compatibility_date": "2025-08-03" }',
      },
    ),
  ],
  [
    'Node.js',
    single(undefined, 'node server.js', {
      'server.js':
        "const { createServer } = require('node:http')\n\ncreateServer((req, res) => {\n  res.end('hi')\n}).listen(process.env.PORT)\n",
    }),
  ],
]

testTemplates(templates, byAddress)
