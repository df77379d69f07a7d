import { Type } from '@fastify/type-provider-typebox'
import { NewMetadata } from '../../http/wire-fields.ts'

const Choice = Type.Object({ value: Type.String(), label: Type.String() })
const ConsentOption = Type.Object({
  claim: Type.String({ minLength: 1 }),
  type: Type.Literal('enum'),
  label: Type.String(),
  choices: Type.Array(
    Type.Union([Choice, Type.Object({ group: Type.String(), choices: Type.Array(Choice) })]),
  ),
})

export const CompleteExternalAuthenticationBody = Type.Object(
  {
    external_auth_id: Type.String({ minLength: 1 }),
    user: Type.Object({
      id: Type.String({ minLength: 1, maxLength: 128 }),
      email: Type.String(),
      first_name: Type.Optional(Type.String()),
      last_name: Type.Optional(Type.String()),
      name: Type.Optional(Type.String()),
      metadata: Type.Optional(NewMetadata),
    }),
    user_consent_options: Type.Optional(Type.Array(ConsentOption)),
  },
  { title: 'CompleteExternalAuthentication' },
)
