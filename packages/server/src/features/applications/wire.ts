import { type Static, Type } from '@fastify/type-provider-typebox'
import type { Application } from './application.ts'

export const WireApplication = Type.Object(
  {
    object: Type.Literal('application'),
    id: Type.String(),
    client_id: Type.String(),
    name: Type.String(),
  },
  { title: 'Application' },
)

export const RenameApplicationBody = Type.Object(
  { name: Type.String({ maxLength: 100 }) },
  { title: 'RenameApplication' },
)

export const toWireApplication = (application: Application): Static<typeof WireApplication> => ({
  object: 'application',
  id: application.id,
  client_id: application.clientId,
  name: application.name,
})
