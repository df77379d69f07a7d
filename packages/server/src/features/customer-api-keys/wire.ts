import { type Static, Type } from '@fastify/type-provider-typebox'
import { Moment, Nullable, readMoment, VisibleText } from '../../http/wire-fields.ts'
import type {
  CreatedCustomerApiKey,
  CustomerApiKey,
  NewCustomerApiKey,
} from './customer-api-key.ts'

const Owner = Type.Union([
  Type.Object({ type: Type.Literal('organization'), id: Type.String() }),
  Type.Object({
    type: Type.Literal('user'),
    id: Type.String(),
    organization_id: Type.String(),
  }),
])

const fields = {
  object: Type.Literal('api_key'),
  id: Type.String(),
  owner: Owner,
  name: Type.String(),
  obfuscated_value: Type.String(),
  last_used_at: Nullable(Type.String()),
  expires_at: Nullable(Type.String()),
  permissions: Type.Array(Type.String()),
  created_at: Type.String(),
  updated_at: Type.String(),
}

export const WireCustomerApiKey = Type.Object(fields, { title: 'CustomerApiKey' })
export const WireCustomerApiKeyWithValue = Type.Object(
  { ...fields, value: Type.String() },
  { title: 'CustomerApiKeyWithValue' },
)

const newKey = {
  name: VisibleText(256),
  permissions: Type.Optional(Nullable(Type.Array(Type.String(), { maxItems: 200 }))),
  expires_at: Type.Optional(Nullable(Moment)),
}
export const CreateOrganizationApiKeyBody = Type.Object(newKey, {
  title: 'CreateOrganizationApiKey',
})
export const CreateUserApiKeyBody = Type.Object(
  { ...newKey, organization_id: Type.String() },
  { title: 'CreateUserApiKey' },
)
export const ValidateApiKeyBody = Type.Object(
  { value: Type.String() },
  { title: 'ValidateCustomerApiKey' },
)
export const ExpireApiKeyBody = Type.Object(
  { expires_at: Type.Optional(Nullable(Moment)) },
  { title: 'ExpireCustomerApiKey' },
)

export function fromWireNewApiKey(
  body: Static<typeof CreateOrganizationApiKeyBody>,
): NewCustomerApiKey {
  return {
    name: body.name.trim(),
    permissions: body.permissions ?? undefined,
    expiresAt: body.expires_at ? readMoment('expires_at', body.expires_at) : undefined,
  }
}

/** Undefined where it was left out, which means now; null where no moment is meant. */
export const fromWireExpiry = ({ expires_at: text }: Static<typeof ExpireApiKeyBody>) =>
  text ? readMoment('expires_at', text) : text === null ? null : undefined

export function toWireCustomerApiKey(apiKey: CustomerApiKey): Static<typeof WireCustomerApiKey> {
  return {
    object: 'api_key',
    id: apiKey.id,
    owner:
      apiKey.userId === null
        ? { type: 'organization', id: apiKey.organizationId }
        : { type: 'user', id: apiKey.userId, organization_id: apiKey.organizationId },
    name: apiKey.name,
    obfuscated_value: apiKey.obfuscatedValue,
    last_used_at: apiKey.lastUsedAt?.toISOString() ?? null,
    expires_at: apiKey.expiresAt?.toISOString() ?? null,
    permissions: apiKey.permissions,
    created_at: apiKey.createdAt.toISOString(),
    updated_at: apiKey.updatedAt.toISOString(),
  }
}

export const toWireCreatedApiKey = ({ apiKey, value }: CreatedCustomerApiKey) => ({
  ...toWireCustomerApiKey(apiKey),
  value,
})
