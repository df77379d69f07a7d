import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
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
const minify = { compress: false, mangle: false, codegen: { removeWhitespace: true } }

/** The sources lie beside in the package: four maps with all of them again would be half of it. */
async function leaveSourcesOut(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.map')) continue
    const { sourcesContent: _, ...map } = JSON.parse(await readFile(join(folder, name), 'utf8'))
    await writeFile(join(folder, name), JSON.stringify(map))
  }
}

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
    hooks: { 'build:done': () => leaveSourcesOut('dist') },
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
    hooks: { 'build:done': () => leaveSourcesOut('dist/worker') },
    inputOptions: { resolve: { conditionNames: ['workerd', 'import'] } },
  },
])
