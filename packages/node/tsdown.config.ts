import { defineConfig } from 'tsdown'

const entry = {
  index: 'src/index.ts',
  ...Object.fromEntries(
    ['express', 'fastify', 'hono', 'next', 'request'].map((name) => [
      name,
      `src/middleware/${name}.ts`,
    ]),
  ),
}

// Comments are read in the types and in the sources, which are shipped too; here they cost memory.
const comments = { annotation: true, jsdoc: false, legal: false }

// Lines stay lines: Node.js prints the one that threw, such as for a setting that is missing.
const minify = { compress: false, mangle: false, codegen: { removeWhitespace: false } }

// The sources lie beside in the package: four maps with all of them again would be half of it.
const outputOptions = { sourcemapExcludeSources: true, comments }

/** The same source twice: on `node:crypto`, and for runtimes that have Web Crypto alone. */
export default defineConfig([
  {
    entry,
    outDir: 'dist',
    platform: 'node',
    format: ['esm', 'cjs'],
    dts: true,
    fixedExtension: true,
    clean: true,
    sourcemap: true,
    minify,
    target: 'node22',
    outputOptions,
  },
  {
    entry,
    outDir: 'dist/worker',
    platform: 'browser',
    format: ['esm', 'cjs'],
    dts: false,
    fixedExtension: true,
    clean: true,
    sourcemap: true,
    minify,
    target: 'es2022',
    outputOptions,
    inputOptions: { resolve: { conditionNames: ['workerd', 'import'] } },
  },
])
