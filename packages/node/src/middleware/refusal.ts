import { type Answer, answer, type IncomingRequest } from './exchange.ts'
import { wantsPage } from './navigation.ts'

/** Why a request ends here, for a person and for a program. */
export interface Refusal {
  status: number
  /** For programs, such as `not_signed_in`. */
  code: string
  title: string
  /** What happened, and what to do. */
  message: string
  /** Where the person can go from here. */
  link?: { href: string; text: string }
  retryAfterSeconds?: number
  /** Methods that are allowed, for 405. */
  allow?: string
}

/** A page for a person, JSON for a program. */
export function refuse(
  request: IncomingRequest,
  refusal: Refusal,
  setCookies: string[] = [],
): Answer {
  const { status, code, message, retryAfterSeconds, allow } = refusal
  const isPage = wantsPage(request)
  const headers: Record<string, string> = {
    'Content-Type': isPage ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
  }
  if (retryAfterSeconds) headers['Retry-After'] = String(retryAfterSeconds)
  if (allow) headers.Allow = allow
  const body = isPage ? page(refusal) : JSON.stringify({ code, message })
  return answer(status, { headers, setCookies, body })
}

function page({ status, code, title, message, link }: Refusal) {
  const way = link
    ? `\n    <p><a href="${escapeHtml(link.href)}">${escapeHtml(link.text)}</a></p>`
    : ''
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escapeHtml(title)}</title>
  </head>
  <body>
    <h1>${escapeHtml(title)}</h1>
    <p>${escapeHtml(message)}</p>${way}
    <p><small>Status ${status}, cause ${escapeHtml(code)}</small></p>
  </body>
</html>
`
}

function escapeHtml(text: string) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
