import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { siblingFolder } from '../config/sibling-folder.ts'
import type { PageAssets } from './components/document.tsx'

const folders = ['./assets', './pages/assets']

const files = {
  stylesheet: { name: 'pages.css', type: 'text/css; charset=utf-8' },
  script: { name: 'pages.js', type: 'text/javascript; charset=utf-8' },
  icon: { name: 'icon.svg', type: 'image/svg+xml' },
}

/** The files of hosted pages. */
export function serveAssets(app: FastifyInstance): PageAssets {
  return {
    stylesheet: serveAsset(app, files.stylesheet),
    script: serveAsset(app, files.script),
    icon: serveAsset(app, files.icon),
  }
}

/**
 * Publishes a file under an address that holds its hash, so that browsers may keep it for ever, and
 * returns this address.
 */
export function serveAsset(app: FastifyInstance, { name, type }: { name: string; type: string }) {
  const content = readFileSync(`${siblingFolder(import.meta.url, folders)}/${name}`)
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 12)
  const address = `/assets/${hash}/${name}`
  app.get(address, { schema: { hide: true } }, async (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('content-type', type)
      .send(content),
  )
  return address
}
