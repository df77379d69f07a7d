import { type TSchema, type TStringOptions, Type } from '@fastify/type-provider-typebox'
import { invalidMetadata, invalidRequestParameters } from '../errors/errors.ts'

/** Pairs of metadata that one thing may have in all, as published. */
const longestMetadata = 50

/** Refuses metadata with more pairs, which a merge may make of changes that have fewer. */
export function checkMetadata(metadata: object = {}): void {
  if (Object.keys(metadata).length > longestMetadata) throw invalidMetadata(longestMetadata)
}

export const Nullable = <T extends TSchema>(type: T) => Type.Union([type, Type.Null()])

/** A text of a certain form. Where it has another, the refusal says these words: "must be …". */
export const Formed = (form: string, pattern: string, limits: TStringOptions = {}) =>
  Type.String({ ...limits, pattern, description: form })

/** What people call a thing: at least one character that can be seen. */
export const VisibleText = (maxLength: number) => Formed('more than blanks', '\\S', { maxLength })

/** The application's own id of a thing. */
export const ExternalId = Nullable(
  Formed('made of ASCII characters', '^[\\x00-\\x7F]+$', { minLength: 1, maxLength: 128 }),
)

const metadataLimits = { additionalProperties: false }
const MetadataKey = Type.String({ maxLength: 40, pattern: '^[\\x00-\\x7F]{1,40}$' })
const MetadataValue = Type.String({ maxLength: 600 })

/** Metadata as it is answered. */
export const WireMetadata = Type.Record(Type.String(), Type.String())
/** Metadata of a new thing. */
export const NewMetadata = Type.Record(MetadataKey, MetadataValue, metadataLimits)
/** Changes of metadata: null removes a pair, an empty object all of them. */
export const MetadataChanges = Type.Record(MetadataKey, Nullable(MetadataValue), metadataLimits)

/** What tokens and addresses carry of a role, a permission or a type of resource. */
export const slugCharacters = { form: 'a-z, 0-9 and _ : . * -', pattern: '[a-z0-9_:.*-]' }
export const Slug = Formed(`made of ${slugCharacters.form}`, `^${slugCharacters.pattern}+$`, {
  maxLength: 48,
})
/** What people are shown of them. */
export const ShortName = Type.String({ minLength: 1, maxLength: 48 })
export const Description = Nullable(Type.String({ maxLength: 150 }))

/** A moment, in ISO 8601 with a zone. */
export const Moment = Type.String({ format: 'date-time' })

/** The moment that a {@link Moment} names. A leap second has the right form and is none of ours. */
export function readMoment(field: string, text: string): Date {
  const moment = new Date(text)
  if (!Number.isNaN(moment.getTime())) return moment
  const message = `${field} must be a moment in ISO 8601, such as 2026-01-31T12:00:00Z.`
  throw invalidRequestParameters([{ code: `invalid_${field}`, message, field }])
}
