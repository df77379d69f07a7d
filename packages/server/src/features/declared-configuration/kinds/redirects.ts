import { getDefaultApplication } from '../../applications/application.ts'
import {
  createRedirect,
  findDefaultRedirect,
  hasWildcard,
  listRedirects,
  makeDefaultRedirect,
  type Redirect,
  type RedirectKind,
} from '../../redirects/redirect.ts'
import { DeclarationError, defineKind, isKeyOfProduction, type World } from '../kind.ts'

interface Item {
  uri: string
  /** Said of one alone: which ones are not the default follows from it. */
  default?: true
}

export const redirectUrisKind = redirectsKind('redirect_uris', 'redirect_uri')
export const signOutRedirectsKind = redirectsKind('sign_out_redirects', 'sign_out_redirect')

/** Addresses of the application. The first that has no wildcard is the default. */
function redirectsKind(kind: RedirectKind, noun: string) {
  return defineKind<Item, Redirect>({
    noun,
    ...(kind === 'sign_out_redirects' && { isOwners: true }),
    keyOf: ({ uri }) => uri,
    declaredIn({ [kind]: uris = [] }) {
      const byDefault = uris.find((uri) => !hasWildcard(uri))
      return uris.map((uri, index) => ({
        item: uri === byDefault ? { uri, default: true } : { uri },
        at: [kind, index],
      }))
    },

    async find({ deps, environment }, { uri }) {
      const application = await getDefaultApplication(deps, environment.id)
      const present = await listRedirects(deps, kind, application)
      return present.find((redirect) => redirect.uri === uri) ?? null
    },

    describe: ({ isDefault }) => (isDefault ? { default: true } : { default: undefined }),

    async create(world, item) {
      const { deps, environment } = world
      const application = await getDefaultApplication(deps, environment.id)
      const made = await createRedirect(deps, kind, { environment, application }, item.uri)
      if (item.default && !made.isDefault) await makeDefault(world, made)
    },

    update: makeDefault,
  })

  async function makeDefault(world: World, { id }: Redirect): Promise<void> {
    const { deps, environment } = world
    const application = await getDefaultApplication(deps, environment.id)
    // No published route changes it, and where sign-ins go by themselves is for the owners to say.
    const hasDefault = await findDefaultRedirect(deps, kind, application)
    if (hasDefault && isKeyOfProduction(world)) {
      const message =
        'An API key does not change the default redirect of production. Name the present default first.'
      throw new DeclarationError('uri', message)
    }
    await makeDefaultRedirect(deps, kind, application, id)
  }
}

export async function exportRedirects(
  { deps, environment }: World,
  kind: RedirectKind,
): Promise<string[]> {
  const application = await getDefaultApplication(deps, environment.id)
  const redirects = await listRedirects(deps, kind, application)
  return redirects
    .sort((left, right) => Number(right.isDefault) - Number(left.isDefault))
    .map(({ uri }) => uri)
}
