import { absentWhenNull, attributes, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import type { RoleResponse } from '../roles/role.ts'
import { oauthTokens } from '../user-management/oauth-tokens.ts'
import type { ConnectionType } from './connection-type.ts'

type UnknownRecord = Record<string, unknown>

export const profile = shape({
  id: string,
  /** The user's ID at the identity provider. */
  idpId: string,
  organizationId: optional(string),
  connectionId: string,
  connectionType: plain<ConnectionType>(),
  email: string,
  name: optional(string),
  firstName: optional(string),
  lastName: optional(string),
  role: optional(plain<RoleResponse>()),
  roles: optional(plain<RoleResponse[]>()),
  /** Names of the user's groups at the identity provider. */
  groups: optional(plain<string[]>()),
  /** What the connection maps to attributes of the application. */
  customAttributes: optional(attributes),
  /** Everything that the identity provider says of the user. */
  rawAttributes: optional(attributes),
})

/** A user as an identity provider describes them. */
export interface Profile<CustomAttributesType extends UnknownRecord>
  extends Omit<Value<typeof profile>, 'customAttributes'> {
  customAttributes?: CustomAttributesType
}
/** `Profile` as the wire carries it. */
export interface ProfileResponse<CustomAttributesType extends UnknownRecord>
  extends Omit<Wire<typeof profile>, 'custom_attributes'> {
  custom_attributes?: CustomAttributesType
}

export const profileAndToken = shape({
  accessToken: string,
  profile,
  oauthTokens: absentWhenNull(oauthTokens),
})

/** The user who signed in, and a token to read the profile again. */
export interface ProfileAndToken<CustomAttributesType extends UnknownRecord>
  extends Omit<Value<typeof profileAndToken>, 'profile'> {
  profile: Profile<CustomAttributesType>
}
/** `ProfileAndToken` as the wire carries it. */
export interface ProfileAndTokenResponse<CustomAttributesType extends UnknownRecord>
  extends Omit<Wire<typeof profileAndToken>, 'profile'> {
  profile: ProfileResponse<CustomAttributesType>
}

/** Which sign-in is to be ended with a profile. */
export interface GetProfileAndTokenOptions {
  clientId: string
  /** The `code` with which the browser came back. */
  code: string
  /** The verifier of the sign-in, where it was started with PKCE. */
  codeVerifier?: string
}

/** Whose profile is to be read. */
export interface GetProfileOptions {
  /** The access token that came with the profile. */
  accessToken: string
}
