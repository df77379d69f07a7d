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

/** A page without a backend, on a port of its own, that signs people in with authkit-js. */
export async function startSinglePage(
  platform: Platform,
  options: { devMode: boolean },
): Promise<SinglePage> {
  const script = await bundle(fileURLToPath(new URL('./single-page.mjs', import.meta.url)))
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
    write: false,
  })
  return outputFiles[0]?.text as string
}

const document = (configuration: object) => `<!doctype html>
<title>A page</title>
<link rel="icon" href="data:,">
<h1></h1>
<output></output>
<button id="sign-in">Sign in</button>
<button id="sign-out">Sign out</button>
<button id="sign-out-here">Sign out here</button>
<script>globalThis.configuration = ${JSON.stringify(configuration)}</script>
<script type="module" src="/page.js"></script>
`
