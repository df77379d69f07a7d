/**
 * Writes a mail into an empty document. That document inherits the dashboard's content security
 * policy, which refuses inline styles, and a mail has no others. Styles set through the object model
 * are allowed, so they are taken out of the text, and each is set by hand on the element it was on.
 *
 * Nothing here is what keeps a mail harmless: the frame's sandbox and the policy do that. Whatever
 * these patterns miss is shown without its style.
 */
export function showEmail(html: string, shown: Document) {
  const { markup, sheets } = withoutInlineStyles(html)
  const mail = new DOMParser().parseFromString(markup, 'text/html')
  for (const element of mail.querySelectorAll('script, link, meta, base')) element.remove()
  for (const link of mail.querySelectorAll('a[href]')) openInNewTab(link)

  shown.documentElement.lang = mail.documentElement.lang
  shown.body.replaceWith(shown.adoptNode(mail.body))
  for (const element of shown.querySelectorAll<HTMLElement>(`[${styleAttribute}]`)) {
    element.style.cssText = element.getAttribute(styleAttribute) ?? ''
  }
  shown.adoptedStyleSheets = sheets.map((text) => styleSheetFor(shown, text))
}

const styleAttribute = 'data-inline-style'
const styleElement = /<style\b[^>]*>([\s\S]*?)<\/style\s*>/gi
const startTag = /<[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gi

export function withoutInlineStyles(html: string): { markup: string; sheets: string[] } {
  const sheets = [...html.matchAll(styleElement)].map(([, text = '']) => text)
  const markup = html
    .replace(styleElement, '')
    .replace(startTag, (tag) => tag.replace(/\sstyle\s*=/gi, ` ${styleAttribute}=`))
  return { markup, sheets }
}

/** A style sheet can be adopted only by the document it was constructed for. */
function styleSheetFor(shown: Document, text: string): CSSStyleSheet {
  const frame = shown.defaultView as (Window & typeof globalThis) | null
  const sheet = new (frame?.CSSStyleSheet ?? CSSStyleSheet)()
  sheet.replaceSync(text)
  return sheet
}

function openInNewTab(link: Element) {
  const address = link.getAttribute('href') ?? ''
  if (!/^(https?|mailto):/i.test(address)) link.removeAttribute('href')
  link.setAttribute('target', '_blank')
  link.setAttribute('rel', 'noopener noreferrer')
}
