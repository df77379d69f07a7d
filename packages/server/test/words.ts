import type { Visit } from './browser-client.ts'
import { unescapeHtml } from './browser-client.ts'

/** What a person reads on a page: no markup, no ids, one blank between words. */
export const wordsOf = ({ html }: Pick<Visit, 'html'>): string =>
  unescapeHtml(
    html
      .replace(/<(script|style|title)[\s\S]*?<\/\1>/g, ' ')
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' '),
  ).trim()

/** A page without what differs between any two visits: its ids and the address entered. */
export const comparable = ({ html }: Pick<Visit, 'html'>, email: string): string =>
  html
    .replaceAll(email, 'somebody@example.com')
    .replace(/authorization_session_[0-9A-Z]{26}/g, 'authorization_session')
