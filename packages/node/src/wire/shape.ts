import { type SnakeCase, snakeCase } from './names.ts'

/**
 * A value as applications see it and as the wire carries it. A codec without `read` and `write` is of
 * a value that is the same on both sides.
 */
export interface Codec<Value, Wire = Value> {
  readonly read?: (wire: Wire) => Value
  readonly write?: (value: Value) => Wire
}

/** A field of a shape: its codec, and what is special about the field. */
export interface Field<
  Value,
  Wire = Value,
  Presence extends 'always' | 'maybe' | 'read' = 'always',
  Name extends string = '',
> extends Codec<Value, Wire> {
  /** `always` there, `maybe` absent, or absent on the wire and filled in when it is `read`. */
  readonly presence?: Presence
  /** The field's name on the wire where it is not the field's own in snake_case. */
  readonly wireName?: Name
  /** What `read` puts in place of an absent or null value, and `write` in place of an absent one. */
  readonly fallback?: () => Value
}

// biome-ignore lint/suspicious/noExplicitAny: the one place where every field fits.
type AnyField = Field<any, any, any, any>
// biome-ignore lint/suspicious/noExplicitAny: the one place where every codec fits.
export type AnyCodec = Codec<any, any>
export type Fields = Readonly<Record<string, AnyField>>

type ValueIn<F> = F extends Field<infer Value, infer _Wire, infer _P, infer _N> ? Value : never
type WireIn<F> = F extends Field<infer _Value, infer Wire, infer _P, infer _N> ? Wire : never
type PresenceIn<F> = F extends { readonly presence?: infer P } ? Exclude<P, undefined> : never
type WireNameOf<Name, F> = F extends { readonly wireName?: infer Given }
  ? [Exclude<Given, undefined>] extends ['']
    ? SnakeCase<Name & string>
    : Exclude<Given, undefined> & string
  : never

type Flat<T> = { [K in keyof T]: T[K] }
type MaybeKeys<F extends Fields> = {
  [K in keyof F]: PresenceIn<F[K]> extends 'maybe' ? K : never
}[keyof F]

/** What applications see of a shape. */
export type ValueOf<F extends Fields> = Flat<
  { -readonly [K in keyof F as K extends MaybeKeys<F> ? never : K]: ValueIn<F[K]> } & {
    -readonly [K in keyof F as K extends MaybeKeys<F> ? K : never]?: ValueIn<F[K]>
  }
>

/** The same shape as the wire carries it. */
export type WireOf<F extends Fields> = Flat<
  {
    -readonly [K in keyof F as PresenceIn<F[K]> extends 'always'
      ? WireNameOf<K, F[K]>
      : never]: WireIn<F[K]>
  } & {
    -readonly [K in keyof F as PresenceIn<F[K]> extends 'always'
      ? never
      : WireNameOf<K, F[K]>]?: WireIn<F[K]>
  }
>

/** An object with named fields, and how it goes over the wire. */
export interface Shape<F extends Fields> extends Field<ValueOf<F>, WireOf<F>> {
  readonly fields: F
  readonly read: (wire: WireOf<F>) => ValueOf<F>
  readonly write: (value: ValueOf<F>) => WireOf<F>
}

/** What applications see of a codec: `type Organization = Value<typeof organization>`. */
export type Value<C> = C extends Codec<infer V, infer _W> ? V : never
/** What the wire carries of a codec: `type OrganizationResponse = Wire<typeof organization>`. */
export type Wire<C> = C extends Codec<infer _V, infer W> ? W : never

// biome-ignore lint/suspicious/noExplicitAny: values pass through here whatever their type.
type Any = any
interface Step {
  name: string
  wireName: string
  read: ((wire: Any) => Any) | undefined
  write: ((value: Any) => Any) | undefined
  fallback: (() => Any) | undefined
}

/**
 * Declares an object once for both sides: names are camelCase here and snake_case on the wire.
 * Fields that are not declared are left out on either way.
 */
export function shape<const F extends Fields>(fields: F): Shape<F> {
  let steps: Step[] | undefined
  const inOrder = () => {
    steps ??= Object.entries(fields).map(([name, field]) => ({
      name,
      wireName: field.wireName || snakeCase(name),
      read: field.read,
      write: field.write,
      fallback: field.fallback,
    }))
    return steps
  }
  return {
    fields,
    read: (wire: Any) => {
      const value: Any = {}
      for (const { name, wireName, read, fallback } of inOrder()) {
        const found = wire[wireName]
        if (found === undefined || found === null) {
          const instead = fallback ? fallback() : found
          if (instead !== undefined) value[name] = instead
        } else value[name] = read ? read(found) : found
      }
      return value
    },
    write: (value: Any) => {
      const wire: Any = {}
      for (const { name, wireName, write, fallback } of inOrder()) {
        const given = value[name] === undefined ? fallback?.() : value[name]
        if (given === undefined) continue
        wire[wireName] = write && given !== null ? write(given) : given
      }
      return wire
    },
  }
}
