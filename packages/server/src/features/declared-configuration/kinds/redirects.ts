import { Type } from '@fastify/type-provider-typebox'
import { getDefaultApplication } from '../../applications/application.ts'
import {
  createRedirect,
  listRedirects,
  makeDefaultRedirect,
  type RedirectKind,
} from '../../redirects/redirect.ts'
import { type Change, defineKind } from '../kind.ts'

export const redirectUrisKind = redirectsKind('redirect_uris', 'redirect URI')
export const signOutRedirectsKind = redirectsKind('sign_out_redirects', 'sign-out redirect')

/** Addresses of the application. The first of the list is the default. */
function redirectsKind(kind: RedirectKind, noun: string) {
  return defineKind({
    schema: Type.Array(Type.String(), { uniqueItems: true }),

    async plan(deps, environment, declared, at) {
      const application = await getDefaultApplication(deps, environment.id)
      const present = await listRedirects(deps, kind, application)
      const added = declared.flatMap((uri, index): Change[] => {
        if (present.some((redirect) => redirect.uri === uri)) return []
        return [
          {
            summary: `+ ${noun} ${uri}`,
            at: [...at, index],
            apply: () => createRedirect(deps, kind, { environment, application }, uri),
          },
        ]
      })
      const [first] = declared
      const byDefault = present.find((redirect) => redirect.isDefault)
      // Where there is no default yet, the first that is added becomes it.
      if (first === undefined || !byDefault || byDefault.uri === first) return added
      const makeDefault = async () => {
        const redirects = await listRedirects(deps, kind, application)
        const redirect = redirects.find(({ uri }) => uri === first)
        if (redirect) await makeDefaultRedirect(deps, kind, application, redirect.id)
      }
      const summary = `~ default ${noun} ${first}`
      return [...added, { summary, at: [...at, 0], apply: makeDefault }]
    },
  })
}
