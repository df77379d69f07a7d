import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ReactElement } from 'react'
import type { Deps } from '../deps.ts'
import {
  type Application,
  findApplicationByClientId,
} from '../features/applications/application.ts'
import { type Environment, getEnvironment } from '../features/environments/environment.ts'
import type { PageAssets } from './components/document.tsx'
import type { Frame } from './components/page-frame.tsx'
import { renderPage } from './components/render-page.ts'

/** Our own files, and nothing else: no inline script or style, no frame around, no foreign form target. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "base-uri 'none'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "img-src 'self' https: data:",
  "script-src 'self'",
  "style-src 'self'",
].join('; ')

export function sendPage(reply: FastifyReply, page: ReactElement, status = 200) {
  return (
    reply
      .status(status)
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', contentSecurityPolicy)
      .header('x-frame-options', 'DENY')
      // Not "no-referrer": browsers would then send `Origin: null` with our own forms.
      .header('referrer-policy', 'same-origin')
      .send(renderPage(page))
  )
}

/** As {@link frameOf}, as far as the address of a request tells whose page it is. */
export async function frameOfAddress(
  deps: Deps,
  assets: PageAssets,
  request: FastifyRequest,
): Promise<Frame> {
  const { client_id: clientId } = request.query as { client_id?: unknown }
  const application =
    typeof clientId === 'string' ? await findApplicationByClientId(deps, clientId) : null
  if (!application) return frameOf(assets)
  const environment = await getEnvironment(deps, application.environmentId)
  return frameOf(assets, { application, environment })
}

/** Whose page it is. */
export function frameOf(
  assets: PageAssets,
  of?: { application: Application; environment: Environment },
): Frame {
  if (!of) return { assets }
  return {
    assets,
    applicationName: of.application.name,
    // Our own application has our own mark; others have the first letter of their name.
    iconUrl: of.environment.kind === 'system' ? assets.icon : undefined,
    homepageUrl: of.application.homepageUrl ?? undefined,
    environment: of.environment.kind,
  }
}
