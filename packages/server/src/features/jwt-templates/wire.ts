import { type Static, Type } from '@fastify/type-provider-typebox'
import type { JwtTemplate } from './jwt-template.ts'

export const WireJwtTemplate = Type.Object(
  {
    object: Type.Literal('jwt_template'),
    content: Type.String(),
    created_at: Type.String(),
    updated_at: Type.String(),
  },
  { title: 'JwtTemplate' },
)

export const JwtTemplateBody = Type.Object({ content: Type.String({ maxLength: 16_384 }) })

export function toWireJwtTemplate(template: JwtTemplate): Static<typeof WireJwtTemplate> {
  return {
    object: 'jwt_template',
    content: template.content,
    created_at: template.createdAt.toISOString(),
    updated_at: template.updatedAt.toISOString(),
  }
}
