import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { invalidRequestParameters } from '../errors/errors.ts'
import { getDefaultApplication } from '../features/applications/application.ts'
import { findOwner } from '../features/authentication/api-access.ts'
import { decideCliSignIn, findOpenCliSignIn } from '../features/cli-sign-ins/cli-sign-in.ts'
import { getEnvironmentOfKind, listEnvironments } from '../features/environments/environment.ts'
import { refuseCrossOrigin } from '../http/cross-origin.ts'
import { originOf } from '../http/request-context.ts'
import { CliCodePage } from './components/cli-code-page.tsx'
import { CliConfirmPage } from './components/cli-confirm-page.tsx'
import { CliDecidedPage } from './components/cli-decided-page.tsx'
import type { PageAssets } from './components/document.tsx'
import { toFormErrors } from './form-errors.ts'
import { frameOf, sendPage } from './page.ts'

const path = '/dashboard/cli'

/**
 * Where an owner gives a terminal its API key: they compare the code that it shows, choose the
 * environment and decide. An address alone shows what asks, and never decides.
 */
export function cliPages(app: FastifyInstance, deps: Deps, assets: PageAssets): void {
  app.get(path, async (request, reply) => {
    if (!(await findOwner(deps, request))) {
      return reply.redirect(`/dashboard/sign-in?return_to=${encodeURIComponent(request.url)}`, 303)
    }
    const { user_code: entered } = request.query as { user_code?: unknown }
    const userCode = typeof entered === 'string' ? entered : ''
    const frame = await ownFrame(deps, assets)
    if (userCode === '') return sendPage(reply, <CliCodePage frame={frame} action={path} />)
    try {
      const asked = await getAsked(deps, request, userCode)
      const environments = await listEnvironments(deps)
      const page = { frame, action: path, environments, ...asked }
      return sendPage(reply, <CliConfirmPage {...page} />)
    } catch (error) {
      const refusal = toFormErrors(error)
      if (!refusal) throw error
      const page = { frame, action: path, userCode, errors: refusal.errors }
      return sendPage(reply, <CliCodePage {...page} />, refusal.status)
    }
  })

  app.post(path, async (request, reply) => {
    refuseCrossOrigin(request)
    const owner = await findOwner(deps, request)
    if (!owner) return reply.redirect('/dashboard/sign-in', 303)
    const { user_code: userCode = '', environment = '', decision } = formOf(request)
    const asked = await findOpenCliSignIn(deps, userCode, originOf(request).ipAddress)
    // Whatever is not an approval of an environment that there is refuses.
    const chosen = (await listEnvironments(deps)).find(({ id }) => id === environment)
    const approval =
      decision === 'approve' && chosen ? { ownerId: owner.user.id, environmentId: chosen.id } : null
    if (!asked || !(await decideCliSignIn(deps, asked.signIn, approval))) {
      return reply.redirect(`${path}?user_code=${encodeURIComponent(userCode)}`, 303)
    }
    const frame = await ownFrame(deps, assets)
    const page = <CliDecidedPage frame={frame} environment={approval && (chosen?.name ?? null)} />
    return sendPage(reply, page)
  })
}

async function getAsked(deps: Deps, request: FastifyRequest, userCode: string) {
  const asked = await findOpenCliSignIn(deps, userCode, originOf(request).ipAddress)
  if (!asked) throw unknownCode()
  return asked
}

async function ownFrame(deps: Deps, assets: PageAssets) {
  const environment = await getEnvironmentOfKind(deps, 'system')
  const application = await getDefaultApplication(deps, environment.id)
  return frameOf(assets, { application, environment })
}

const formOf = (request: FastifyRequest) => (request.body ?? {}) as Record<string, string>

const unknownCode = () =>
  invalidRequestParameters([
    {
      code: 'user_code_invalid',
      message: 'No terminal waits with this code. Run latchkey login again for a new one.',
      field: 'user_code',
    },
  ])
