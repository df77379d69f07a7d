import { Type } from '@fastify/type-provider-typebox'
import {
  createOrganization,
  findOrganization,
  updateOrganization,
} from '../../organizations/organization.ts'
import { type Change, defineKind, differences, missingMetadata } from '../kind.ts'

/** Known by their ids, because a name may be given twice. */
export const organizationsKind = defineKind({
  schema: Type.Array(
    Type.Object(
      {
        id: Type.String({ pattern: '^org_[0-9A-HJKMNP-TV-Z]{26}$' }),
        name: Type.String({ minLength: 1 }),
        external_id: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
        metadata: Type.Optional(Type.Record(Type.String(), Type.String())),
      },
      { additionalProperties: false },
    ),
  ),

  async plan(deps, environment, declared, at) {
    const changes: Change[] = []
    for (const [index, { id, name, external_id: externalId, metadata }] of declared.entries()) {
      const place = [...at, index]
      const present = await findOrganization(deps, environment.id, id)
      if (!present) {
        changes.push({
          summary: `+ organization ${name}`,
          at: place,
          apply: () =>
            createOrganization(deps, environment.id, {
              id,
              name,
              externalId: externalId ?? null,
              metadata: metadata ?? {},
            }),
        })
        continue
      }
      const missing = missingMetadata(metadata, present.metadata)
      const different = {
        ...differences({ name, externalId }, present),
        ...(missing && { metadata: missing }),
      }
      const fields = Object.keys(different)
      if (fields.length > 0) {
        changes.push({
          summary: `~ organization ${name}: ${fields.join(', ')}`,
          at: place,
          apply: () => updateOrganization(deps, environment.id, id, different),
        })
      }
    }
    return changes
  },
})
