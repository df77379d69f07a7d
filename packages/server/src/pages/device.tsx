import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import {
  beginDeviceSignIn,
  decideDeviceRequest,
  readDeviceRequest,
} from '../features/authentication/hosted/device.ts'
import { refuseCrossOrigin } from '../http/cross-origin.ts'
import { readBrowser } from './browser.ts'
import { DeviceConfirmPage } from './components/device-confirm-page.tsx'
import { DeviceDecidedPage } from './components/device-decided-page.tsx'
import { DevicePage } from './components/device-page.tsx'
import type { PageAssets } from './components/document.tsx'
import type { FormErrors } from './components/error-summary.tsx'
import { toFormErrors } from './form-errors.ts'
import { hostedPage, hostedPath } from './hosted-page.tsx'
import { frameOf, frameOfAddress, sendPage } from './page.ts'

/**
 * Where people sign a device in: they enter its code, sign in, compare and decide. No address alone
 * does any of it, so that a link that somebody sends is never more than a form with a code in it.
 */
export function devicePages(app: FastifyInstance, deps: Deps, assets: PageAssets): void {
  app.get('/device', async (request, reply) => {
    const { user_code: userCode } = request.query as { user_code?: unknown }
    const prefilled = typeof userCode === 'string' ? userCode : ''
    return sendPage(reply, deviceForm(assets, prefilled))
  })

  app.post('/device', (request, reply) => enterUserCode(deps, assets, request, reply))

  app.get(
    '/device/confirm',
    hostedPage(deps, assets, async ({ request, reply, hosted, frame, to }) => {
      const browser = readBrowser(deps, request, reply)
      const asked = await readDeviceRequest(deps, hosted, browser)
      if (!asked) return reply.redirect(to('/sign-in'), 303)
      const { authorization, userCode, user, organization } = asked
      return sendPage(
        reply,
        <DeviceConfirmPage
          frame={frame}
          action={to('/device/confirm')}
          changeUserUrl={to('/sign-in')}
          email={user.email}
          organizationName={organization?.name}
          userCode={userCode}
          ipAddress={authorization.ipAddress}
          userAgent={authorization.userAgent}
        />,
      )
    }),
  )

  app.post(
    '/device/confirm',
    hostedPage(deps, assets, async ({ request, reply, hosted, to, field }) => {
      const browser = readBrowser(deps, request, reply)
      // Whatever is not an approval refuses.
      const approved = field('decision') === 'approve'
      const decided = await decideDeviceRequest(deps, hosted, browser, { approved })
      if (!decided) return reply.redirect(to('/sign-in'), 303)
      return reply.redirect(
        hostedPath(hosted.session, `/device/${approved ? 'success' : 'denied'}`),
        303,
      )
    }),
  )

  for (const outcome of ['success', 'denied'] as const) {
    app.get(`/device/${outcome}`, async (request, reply) => {
      const frame = await frameOfAddress(deps, assets, request)
      return sendPage(reply, <DeviceDecidedPage frame={frame} outcome={outcome} />)
    })
  }
}

async function enterUserCode(
  deps: Deps,
  assets: PageAssets,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  refuseCrossOrigin(request)
  const { user_code: entered } = (request.body ?? {}) as { user_code?: unknown }
  const userCode = typeof entered === 'string' ? entered.trim() : ''
  try {
    const browser = readBrowser(deps, request, reply)
    const { session, path } = await beginDeviceSignIn(deps, browser, userCode)
    return reply.redirect(hostedPath(session, path), 303)
  } catch (error) {
    const refusal = toFormErrors(error)
    if (!refusal) throw error
    if (refusal.retryAfterSeconds) reply.header('retry-after', refusal.retryAfterSeconds)
    return sendPage(reply, deviceForm(assets, userCode, refusal.errors), refusal.status)
  }
}

const deviceForm = (assets: PageAssets, userCode: string, errors?: FormErrors) => (
  <DevicePage frame={frameOf(assets)} action='/device' userCode={userCode} errors={errors} />
)
