import type hljs from 'highlight.js/lib/common'
import { Marked, type Tokens } from 'marked'

export interface RenderedGuide {
  html: string
  /** Its parts, to jump to. */
  outline: { id: string; title: string }[]
}

/** Where a link of a guide leads when the guide is a page, or undefined where it leads nowhere. */
type Resolve = (href: string) => string | undefined

/**
 * The page of a guide. Code is coloured by classes alone, since these pages allow no style of their
 * own, and what may be wider than a telephone scrolls by itself and can be reached by keyboard.
 */
export function renderGuide(
  markdown: string,
  { highlighter, resolve }: { highlighter: typeof hljs; resolve: Resolve },
): RenderedGuide {
  const outline: RenderedGuide['outline'] = []
  const ids = new Map<string, number>()
  let codes = 0

  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        const id = uniqueId(ids, text)
        const content = this.parser.parseInline(tokens)
        if (depth === 2) outline.push({ id, title: content.replaceAll(/<[^>]+>/g, '') })
        return `<h${depth} id="${id}">${content}</h${depth}>\n`
      },
      code({ text, lang }) {
        codes += 1
        return codeBlock(highlighter, { id: `code-${codes}`, text, language: lang?.split(' ')[0] })
      },
      link({ href, tokens }) {
        const address = resolve(href)
        const content = this.parser.parseInline(tokens)
        return address === undefined ? content : `<a href="${escapeHtml(address)}">${content}</a>`
      },
      table(token) {
        return scrolling(
          'Table',
          tableOf(token, (tokens) => this.parser.parseInline(tokens)),
        )
      },
    },
  })
  return { html: marked.parse(markdown, { async: false }), outline }
}

interface Code {
  id: string
  text: string
  language: string | undefined
}

function codeBlock(highlighter: typeof hljs, { id, text, language = '' }: Code): string {
  const known = highlighter.getLanguage(language)
  const content = known ? highlighter.highlight(text, { language }).value : escapeHtml(text)
  const name = known?.name ?? language
  return `<figure class="docs-code">
<figcaption><span>${escapeHtml(name || 'Text')}</span>
<button type="button" class="docs-copy" hidden data-copy="${id}" data-copied="Copied"><span>Copy</span></button>
</figcaption>
<pre tabindex="0"><code id="${id}">${content}</code></pre>
</figure>
`
}

function tableOf({ header, rows }: Tokens.Table, inline: (tokens: Tokens.Generic[]) => string) {
  const row = (cells: Tokens.TableCell[], tag: 'th' | 'td') =>
    `<tr>${cells.map(({ tokens }) => `<${tag}>${breakable(inline(tokens))}</${tag}>`).join('')}</tr>`
  const body = rows.map((cells) => row(cells, 'td')).join('\n')
  return `<table><thead>${row(header, 'th')}</thead><tbody>${body}</tbody></table>`
}

/** On a telephone a long name in a cell takes lines at its underscores, instead of four letters each. */
const breakable = (cell: string) => cell.replaceAll(/_(?=[^<>]*<\/code>)/g, '_<wbr>')

const scrolling = (name: string, content: string) =>
  `<div class="docs-scroll" role="region" aria-label="${name}" tabindex="0">${content}</div>\n`

/** As on the pages of repositories, so that one link works in both places. */
function uniqueId(ids: Map<string, number>, heading: string): string {
  const id = heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-')
  const count = ids.get(id) ?? 0
  ids.set(id, count + 1)
  return count === 0 ? id : `${id}-${count}`
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string) =>
  text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character)
