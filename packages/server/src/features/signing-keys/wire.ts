import { Type } from '@fastify/type-provider-typebox'

const JsonWebKey = Type.Object({
  alg: Type.Literal('RS256'),
  kty: Type.Literal('RSA'),
  use: Type.Literal('sig'),
  x5c: Type.Array(Type.String()),
  n: Type.String(),
  e: Type.String(),
  kid: Type.String(),
  'x5t#S256': Type.String(),
})

export const JsonWebKeySet = Type.Object({ keys: Type.Array(JsonWebKey) })
