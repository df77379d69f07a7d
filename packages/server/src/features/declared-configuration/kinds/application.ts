import type { Static } from '@fastify/type-provider-typebox'
import {
  type Application,
  changeClientId,
  getDefaultApplication,
  renameApplication,
  updateHomepageUrl,
  updateSignInEndpoint,
} from '../../applications/application.ts'
import { about, DeclarationError, defineKind, sayWhatIsThere, type World } from '../kind.ts'
import type { DeclaredApplication } from '../wire.ts'

type Item = Static<typeof DeclaredApplication>

/** The application of an environment, which is there from the first start: only its settings change. */
export const applicationKind = defineKind<Item, Application>({
  noun: 'application',
  isOwners: true,
  keyOf: () => '',
  declaredIn: ({ application: item }) => (item ? [{ item, at: ['application'] }] : []),

  async find({ deps, environment }, { client_id: clientId }) {
    const pinned = environment.kind === 'staging' ? deps.config.clientId : undefined
    if (pinned && clientId && clientId !== pinned) {
      throw new DeclarationError('client_id', 'LATCHKEY_CLIENT_ID says another client id.')
    }
    return getDefaultApplication(deps, environment.id)
  },

  describe: (application) => ({
    name: application.name,
    client_id: application.clientId,
    sign_in_endpoint: application.signInEndpoint ?? '',
    homepage_url: application.homepageUrl ?? '',
  }),

  async update({ deps }, present, _item, changed) {
    const { client_id: clientId, name, sign_in_endpoint: signIn, homepage_url: homepage } = changed
    let application = present
    if (clientId !== undefined) {
      application = await about('client_id', changeClientId(deps, application, clientId))
    }
    if (name !== undefined) {
      application = await about('name', renameApplication(deps, application, name))
    }
    if (signIn !== undefined) {
      const updating = updateSignInEndpoint(deps, application, signIn)
      application = await about('sign_in_endpoint', updating)
    }
    if (homepage !== undefined) {
      await about('homepage_url', updateHomepageUrl(deps, application, homepage))
    }
  },
})

export async function exportApplication({ deps, environment }: World): Promise<Item> {
  const application = await getDefaultApplication(deps, environment.id)
  return sayWhatIsThere({
    name: application.name,
    client_id: application.clientId,
    sign_in_endpoint: application.signInEndpoint ?? undefined,
    homepage_url: application.homepageUrl ?? undefined,
  }) as Item
}
