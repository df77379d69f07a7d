import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { siblingFolder } from '../config/sibling-folder.ts'
import type { PageAssets } from './components/document.tsx'

const files = {
  stylesheet: { name: 'pages.css', type: 'text/css; charset=utf-8' },
  script: { name: 'pages.js', type: 'text/javascript; charset=utf-8' },
  icon: { name: 'icon.svg', type: 'image/svg+xml' },
}

/**
 * Publishes the files of hosted pages under addresses that hold their hash, so that browsers may
 * keep them for ever, and returns these addresses.
 */
export function serveAssets(app: FastifyInstance): PageAssets {
  const folder = siblingFolder(import.meta.url, ['./assets', './pages/assets'])
  const publish = ({ name, type }: { name: string; type: string }): string => {
    const content = readFileSync(`${folder}/${name}`)
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
  return {
    stylesheet: publish(files.stylesheet),
    script: publish(files.script),
    icon: publish(files.icon),
  }
}
