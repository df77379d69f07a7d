import { Type } from '@fastify/type-provider-typebox'
import {
  ensureDefaultApplication,
  getDefaultApplication,
  renameApplication,
  updateHomepageUrl,
  updateSignInEndpoint,
} from '../../applications/application.ts'
import { type Change, DeclarationError, defineKind } from '../kind.ts'

/** The application of an environment, which is there from the first start: only its settings change. */
export const applicationKind = defineKind({
  schema: Type.Object(
    {
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
      client_id: Type.Optional(Type.String({ pattern: '^client_\\w+$' })),
      sign_in_endpoint: Type.Optional(Type.String()),
      homepage_url: Type.Optional(Type.String()),
    },
    { additionalProperties: false },
  ),

  async plan(deps, environment, declared, at) {
    const present = await getDefaultApplication(deps, environment.id)
    const pinned = environment.kind === 'staging' ? deps.config.clientId : undefined
    if (pinned && declared.client_id && declared.client_id !== pinned) {
      throw new DeclarationError([...at, 'client_id'], 'LATCHKEY_CLIENT_ID says another client id.')
    }
    const current = () => getDefaultApplication(deps, environment.id)
    const settings: [keyof typeof declared, string | null, (value: string) => Promise<unknown>][] =
      [
        [
          'client_id',
          present.clientId,
          (clientId) => ensureDefaultApplication(deps, environment.id, { ...present, clientId }),
        ],
        ['name', present.name, async (name) => renameApplication(deps, await current(), name)],
        [
          'sign_in_endpoint',
          present.signInEndpoint,
          async (url) => updateSignInEndpoint(deps, await current(), url),
        ],
        [
          'homepage_url',
          present.homepageUrl,
          async (url) => updateHomepageUrl(deps, await current(), url),
        ],
      ]
    return settings.flatMap(([field, value, set]): Change[] => {
      const wanted = declared[field]
      if (wanted === undefined || wanted === value) return []
      return [
        {
          summary: `~ application ${field} ${wanted}`,
          at: [...at, field],
          apply: () => set(wanted),
        },
      ]
    })
  },
})
