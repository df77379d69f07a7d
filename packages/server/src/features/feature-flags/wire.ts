import { type Static, Type } from '@fastify/type-provider-typebox'
import { Formed, Nullable, VisibleText } from '../../http/wire-fields.ts'
import type { FeatureFlag, FlagDescription, FlagRule, NamedTarget } from './feature-flag.ts'

export const WireFeatureFlag = Type.Object(
  {
    object: Type.Literal('feature_flag'),
    id: Type.String(),
    slug: Type.String(),
    name: Type.String(),
    description: Nullable(Type.String()),
    owner: Nullable(
      Type.Object({
        email: Type.String(),
        first_name: Nullable(Type.String()),
        last_name: Nullable(Type.String()),
      }),
    ),
    tags: Type.Array(Type.String()),
    enabled: Type.Boolean(),
    default_value: Type.Boolean(),
    created_at: Type.String(),
    updated_at: Type.String(),
  },
  { title: 'FeatureFlag' },
)

export const WireFlagTarget = Type.Object(
  {
    object: Type.Literal('feature_flag_target'),
    id: Type.String(),
    type: Type.Union([Type.Literal('user'), Type.Literal('organization')]),
    name: Type.String(),
  },
  { title: 'FeatureFlagTarget' },
)

const WireTargets = Type.Array(Type.Object({ id: Type.String(), enabled: Type.Boolean() }))

/** What the SDKs' runtime clients poll and evaluate by themselves. */
export const WireFlagRules = Type.Record(
  Type.String(),
  Type.Object({
    slug: Type.String(),
    enabled: Type.Boolean(),
    default_value: Type.Boolean(),
    targets: Type.Object({ users: WireTargets, organizations: WireTargets }),
  }),
)

const Name = VisibleText(128)
const descriptions = {
  description: Type.Optional(Nullable(Type.String({ maxLength: 512 }))),
  tags: Type.Optional(Type.Array(VisibleText(48), { maxItems: 20 })),
}

export const CreateFeatureFlagBody = Type.Object(
  {
    slug: Formed('a letter or digit, and then a-z, 0-9 and _ -', '^[a-z0-9][a-z0-9_-]*$', {
      maxLength: 64,
    }),
    name: Name,
    ...descriptions,
  },
  { title: 'CreateFeatureFlag' },
)

export const UpdateFeatureFlagBody = Type.Object(
  {
    name: Type.Optional(Name),
    ...descriptions,
    default_value: Type.Optional(Type.Boolean()),
  },
  { title: 'UpdateFeatureFlag' },
)

export const fromWireNewFlag = (body: Static<typeof CreateFeatureFlagBody>): FlagDescription => ({
  slug: body.slug,
  name: body.name.trim(),
  description: body.description ?? null,
  tags: [...new Set(body.tags)],
})

export function toWireFeatureFlag(flag: FeatureFlag): Static<typeof WireFeatureFlag> {
  return {
    object: 'feature_flag',
    id: flag.id,
    slug: flag.slug,
    name: flag.name,
    description: flag.description,
    owner: flag.owner && {
      email: flag.owner.email,
      first_name: flag.owner.firstName,
      last_name: flag.owner.lastName,
    },
    tags: flag.tags,
    enabled: flag.enabled,
    default_value: flag.defaultValue,
    created_at: flag.createdAt.toISOString(),
    updated_at: flag.updatedAt.toISOString(),
  }
}

export const toWireFlagTarget = (target: NamedTarget): Static<typeof WireFlagTarget> => ({
  object: 'feature_flag_target',
  id: target.id,
  type: target.type,
  name: target.name,
})

export const toWireFlagRules = (rules: FlagRule[]): Static<typeof WireFlagRules> =>
  Object.fromEntries(
    rules.map((rule) => [
      rule.slug,
      {
        slug: rule.slug,
        enabled: rule.enabled,
        default_value: rule.defaultValue,
        targets: {
          users: rule.userIds.map(toWireTarget),
          organizations: rule.organizationIds.map(toWireTarget),
        },
      },
    ]),
  )

const toWireTarget = (id: string) => ({ id, enabled: true })
