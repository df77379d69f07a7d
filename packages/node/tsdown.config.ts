import { existsSync } from 'node:fs'
import { defineConfig } from 'tsdown'

const middleware = ['express', 'fastify', 'hono', 'next', 'request']
const entries = Object.fromEntries(
  middleware
    .map((name) => [name, `src/middleware/${name}.ts`] as const)
    .filter(([, file]) => existsSync(file)),
)

/** The same source twice: on `node:crypto`, and for runtimes that have Web Crypto alone. */
export default defineConfig([
  {
    entry: { index: 'src/index.ts', ...entries },
    outDir: 'dist',
    platform: 'node',
    format: ['esm', 'cjs'],
    dts: true,
    fixedExtension: true,
    clean: true,
    sourcemap: true,
    target: 'node22',
  },
  {
    entry: { index: 'src/index.ts', ...entries },
    outDir: 'dist/worker',
    platform: 'browser',
    format: ['esm', 'cjs'],
    dts: false,
    fixedExtension: true,
    clean: true,
    sourcemap: true,
    target: 'es2022',
    inputOptions: { resolve: { conditionNames: ['workerd', 'import'] } },
  },
])
