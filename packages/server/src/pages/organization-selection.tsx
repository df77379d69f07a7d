import type { FastifyInstance } from 'fastify'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors/errors.ts'
import {
  declineSelection,
  readOrganizationChoice,
  selectOrganization,
} from '../features/authentication/hosted/organization-selection.ts'
import { readBrowser } from './browser.ts'
import type { PageAssets } from './components/document.tsx'
import type { FormErrors } from './components/error-summary.tsx'
import { OrganizationSelectionPage } from './components/organization-selection-page.tsx'
import { type HostedPage, hostedPage, sendOutcome, submit } from './hosted-page.tsx'
import { sendPage } from './page.ts'

const isGone = 'You do not belong to this organization any more. Choose another one.'
const words = {
  organization_membership_not_found: isGone,
  organization_not_found: isGone,
}

/** Which organization to sign in to: asked of whoever belongs to several, or not to the wanted one. */
export function organizationSelectionPages(
  app: FastifyInstance,
  deps: Deps,
  assets: PageAssets,
): void {
  app.get(
    '/organization-selection',
    hostedPage(deps, assets, async (page) => {
      const form = await selectionForm(page)
      return form ? sendPage(page.reply, form()) : page.reply.redirect(page.to('/sign-in'), 303)
    }),
  )

  app.post(
    '/organization-selection',
    hostedPage(deps, assets, async (page) => {
      const { request, reply, hosted } = page
      const form = await selectionForm(page)
      if (!form) return reply.redirect(page.to('/sign-in'), 303)
      const organizationId = page.field('organization_id')
      if (!organizationId) return sendOutcome(page, await declineSelection(deps, hosted))
      const browser = readBrowser(deps, request, reply)
      return submit(
        page,
        async () =>
          sendOutcome(page, await selectOrganization(deps, hosted, browser, organizationId)),
        form,
        words,
      )
    }),
  )
}

/** Null when this sign-in waits for no choice, or waited too long: it begins again. */
async function selectionForm(page: HostedPage) {
  const { deps, request, reply, hosted } = page
  try {
    const browser = readBrowser(deps, request, reply)
    const choice = await readOrganizationChoice(deps, hosted, browser)
    return (errors?: FormErrors) => (
      <OrganizationSelectionPage
        frame={page.frame}
        action={page.to('/organization-selection')}
        changeUserUrl={page.to('/sign-in')}
        email={choice.user.email}
        organizations={choice.memberships.map(({ organizationId: id, organizationName: name }) => ({
          id,
          name,
        }))}
        isRefused={choice.isRefused}
        canGoBack={hosted.session.redirectUri !== null}
        errors={errors}
      />
    )
  } catch (error) {
    if (error instanceof ApiError && error.code === 'invalid_pending_authentication_token') {
      return null
    }
    throw error
  }
}
