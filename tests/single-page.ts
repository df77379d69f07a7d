import { once } from 'node:events'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Platform } from './platform.ts'

export interface SinglePage {
  /** Its origin, as browsers write it. */
  url: string
  stop(): Promise<void>
}

/** The page written with each of the official packages for pages. */
const entries = { 'authkit-js': './single-page-js.mjs', 'authkit-react': './single-page-react.jsx' }

/** A page without a backend, on a port of its own, that signs people in with an official package. */
export async function startSinglePage(
  platform: Platform,
  { packageName, ...options }: { packageName: keyof typeof entries; devMode: boolean },
): Promise<SinglePage> {
  const script = await bundle(fileURLToPath(new URL(entries[packageName], import.meta.url)))
  const api = new URL(platform.url)
  const configuration = {
    ...options,
    clientId: platform.clientId,
    apiHostname: api.hostname,
    port: Number(api.port),
    https: false,
  }
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : document(configuration))
  })
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  return {
    url: `http://localhost:${port}`,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
  })
  return outputFiles[0]?.text as string
}

const document = (configuration: object) => `<!doctype html>
<title>A page</title>
<link rel="icon" href="data:,">
<main></main>
<script>globalThis.configuration = ${JSON.stringify(configuration)}</script>
<script type="module" src="/page.js"></script>
`
