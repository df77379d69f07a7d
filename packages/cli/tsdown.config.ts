import { defineConfig } from 'tsdown'

/** Every command is a chunk of its own, so that a call loads what it runs and nothing else. */
export default defineConfig({
  entry: { main: 'src/main.ts' },
  outDir: 'dist',
  platform: 'node',
  format: 'esm',
  dts: false,
  fixedExtension: true,
  clean: true,
  sourcemap: false,
  target: 'node22',
})
