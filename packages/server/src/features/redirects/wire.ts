import { type Static, Type } from '@fastify/type-provider-typebox'
import type { Redirect } from './redirect.ts'

const fields = {
  id: Type.String(),
  uri: Type.String(),
  default: Type.Boolean(),
  created_at: Type.String(),
  updated_at: Type.String(),
}

export const WireRedirectUri = Type.Object(
  { object: Type.Literal('redirect_uri'), ...fields },
  { title: 'RedirectUri' },
)
export const WireSignOutRedirect = Type.Object(
  { object: Type.Literal('sign_out_redirect'), ...fields },
  { title: 'SignOutRedirect' },
)

export const CreateRedirectBody = Type.Object(
  { uri: Type.String({ minLength: 1 }) },
  { title: 'CreateRedirect' },
)

export const UrlBody = Type.Object(
  { url: Type.Union([Type.String({ maxLength: 2048 }), Type.Null()]) },
  { title: 'Url' },
)

const toWireFields = (redirect: Redirect) => ({
  id: redirect.id,
  uri: redirect.uri,
  default: redirect.isDefault,
  created_at: redirect.createdAt.toISOString(),
  updated_at: redirect.updatedAt.toISOString(),
})

export const toWireRedirectUri = (redirect: Redirect): Static<typeof WireRedirectUri> => ({
  object: 'redirect_uri',
  ...toWireFields(redirect),
})

export const toWireSignOutRedirect = (redirect: Redirect): Static<typeof WireSignOutRedirect> => ({
  object: 'sign_out_redirect',
  ...toWireFields(redirect),
})
