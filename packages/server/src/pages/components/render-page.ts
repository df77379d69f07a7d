import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'

/** The finished HTML of a page component. React cannot write the doctype itself. */
export function renderPage(page: ReactElement): string {
  return `<!doctype html>${renderToStaticMarkup(page)}`
}
