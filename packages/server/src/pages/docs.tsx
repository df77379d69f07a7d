import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { serveAsset } from './assets.ts'
import type { PageAssets } from './components/document.tsx'
import { ContentsPage } from './docs/contents-page.tsx'
import type { DocsFrame } from './docs/docs-page.tsx'
import { GuidePage } from './docs/guide-page.tsx'
import { type Chapter, type Guide, readChapters } from './docs/guides.ts'
import { llmsFullText, llmsText } from './docs/llms.ts'
import { atAddress } from './docs/own-address.ts'
import { findReaderKeys, hasPlaceholders, withKeys } from './docs/reader-keys.ts'
import type { RenderedGuide } from './docs/render-guide.ts'
import { sendPage } from './page.ts'

/** The guides, for people as pages and for programs as Markdown. */
export function docsPages(app: FastifyInstance, deps: Deps, assets: PageAssets): void {
  const docsStylesheet = serveAsset(app, { name: 'docs.css', type: 'text/css; charset=utf-8' })
  const library = createLibrary(deps)
  const frame = (): DocsFrame => ({
    assets: { ...assets, docsStylesheet },
    chapters: library.chapters(),
  })

  app.get('/docs', (_request, reply) =>
    sendPage(revalidated(reply), <ContentsPage frame={frame()} />),
  )
  app.get('/docs/', (_request, reply) => reply.redirect('/docs', 308))

  app.get('/docs/:file', async (request, reply) => {
    const { file } = request.params as { file: string }
    const guide = library.find(file.replace(/\.md$/, ''))
    if (!guide) return reply.callNotFound()
    if (file.endsWith('.md') || asksForMarkdown(request)) {
      return sendText(reply.header('vary', 'Accept'), guide.markdown, 'text/markdown')
    }
    const rendered = await library.render(guide)
    const keys = hasPlaceholders(rendered.html) ? await findReaderKeys(deps, request) : undefined
    const shown = keys ? { ...rendered, html: withKeys(rendered.html, keys) } : rendered
    const page = <GuidePage frame={frame()} guide={guide} rendered={shown} keys={keys} />
    return sendPage(keys ? forOneReader(reply) : revalidated(reply), page)
  })

  app.get('/llms.txt', (_request, reply) =>
    sendText(reply, llmsText(library.chapters(), deps.config.baseUrl), 'text/plain'),
  )
  app.get('/llms-full.txt', (_request, reply) =>
    sendText(reply, llmsFullText(library.chapters()), 'text/plain'),
  )
}

/** Guides are read, and made into pages, when somebody first asks: most servers start for others. */
function createLibrary({ config }: Deps) {
  const pages = new Map<string, Promise<RenderedGuide>>()
  let read: Chapter[] | undefined
  const chapters = () => {
    read ??= readChapters().map((chapter) => ({
      ...chapter,
      guides: chapter.guides.map((guide) => ({
        ...guide,
        markdown: atAddress(guide.markdown, config.baseUrl),
      })),
    }))
    return read
  }
  const find = (name: string) =>
    chapters()
      .flatMap(({ guides }) => guides)
      .find((guide) => guide.name === name)
  return {
    chapters,
    find,
    render(guide: Guide): Promise<RenderedGuide> {
      const page = pages.get(guide.name) ?? render(guide, find)
      pages.set(guide.name, page)
      return page
    },
  }
}

async function render(guide: Guide, find: (name: string) => Guide | undefined) {
  const [{ default: highlighter }, { renderGuide }] = await Promise.all([
    import('highlight.js/lib/common'),
    import('./docs/render-guide.ts'),
  ])
  return renderGuide(guide.markdown, {
    highlighter,
    resolve(href) {
      if (/^(https?:|#|\/)/.test(href)) return href
      // In the repository guides are files; other files of it are not served.
      const [, name = '', part = ''] = /^(?:\.\/)?([\w-]+)\.md(#.*)?$/.exec(href) ?? []
      return find(name) && `/docs/${name}${part}`
    },
  })
}

/** Coding agents ask for Markdown where there is some; browsers do not name it. */
const asksForMarkdown = ({ headers }: FastifyRequest) =>
  (headers.accept ?? '').includes('text/markdown')

const sendText = (reply: FastifyReply, text: string, type: string) =>
  reply.header('cache-control', 'no-cache').type(`${type}; charset=utf-8`).send(text)

/** The same address is another page to an owner, and to whoever asks for Markdown. */
const revalidated = (reply: FastifyReply) =>
  reply.header('cache-control', 'no-cache').header('vary', 'Accept, Cookie')

/** Holds a secret: no cache keeps it, no other origin embeds it. */
const forOneReader = (reply: FastifyReply) =>
  reply
    .header('cache-control', 'private, no-store')
    .header('vary', 'Accept, Cookie')
    .header('cross-origin-resource-policy', 'same-origin')
    .header('cross-origin-opener-policy', 'same-origin')
