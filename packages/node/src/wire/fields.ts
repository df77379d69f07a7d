import type { AnyCodec, Codec, Field, Value, Wire } from './shape.ts'

/**
 * A value that is the same for applications and on the wire, such as `plain<'active' | 'inactive'>()`
 * or the metadata of a user, whose keys are the application's own.
 */
export const plain = <T>(): Field<T> => ({})

export const string = plain<string>()
export const number = plain<number>()
export const boolean = plain<boolean>()
/** Keys and values are the application's, never renamed. */
export const metadata = plain<Record<string, string>>()
// biome-ignore lint/suspicious/noExplicitAny: what a provider or an application puts in is theirs to know.
export const attributes = plain<any>()

/** Null is a value of its own on both sides. */
export function nullable<V, W>(codec: Codec<V, W>): Field<V | null, W | null> {
  return codec as Field<V | null, W | null>
}

/** Null on either side where the other leaves it out. */
export function orNull<
  V,
  W,
  P extends 'always' | 'maybe' | 'read' = 'always',
  N extends string = '',
>(field: Field<V, W, P, N>): Field<V | null, W | null, P, N> {
  return { ...field, fallback: () => null } as Field<V | null, W | null, P, N>
}

/** May be absent on both sides. */
export function optional<V, W, N extends string = ''>(
  field: Field<V, W, 'always' | 'maybe' | 'read', N>,
): Field<V, W, 'maybe', N> {
  return field as Field<V, W, 'maybe', N>
}

/** Absent or null on the wire, `instead` for applications. */
export function withDefault<V, W, N extends string = '', Instead extends V | null = V>(
  field: Field<V, W, 'always' | 'maybe' | 'read', N>,
  instead: () => Instead,
): Field<V | Extract<Instead, null>, W, 'read', N> {
  return { ...field, fallback: instead } as Field<V | Extract<Instead, null>, W, 'read', N>
}

/** Absent or null on the wire, absent for applications. */
export function absentWhenNull<V, W>(codec: Codec<V, W>): Field<V, W, 'maybe'> {
  return { ...codec, fallback: () => undefined } as Field<V, W, 'maybe'>
}

/** A field whose name on the wire is not its own in snake_case. */
export function named<const N extends string, V, W, P extends 'always' | 'maybe' | 'read'>(
  wireName: N,
  field: Field<V, W, P, string>,
): Field<V, W, P, N> {
  return { ...field, wireName } as unknown as Field<V, W, P, N>
}

/** Every item goes through the same codec. */
export function list<V, W>({ read, write }: Codec<V, W>): Field<V[], W[]> {
  return {
    ...(read && { read: (wire: W[]) => wire.map((one) => read(one)) }),
    ...(write && { write: (value: V[]) => value.map((one) => write(one)) }),
  }
}

/** A `Date` for applications, an ISO 8601 timestamp on the wire. */
export const date: Field<Date, string> = {
  read: (wire) => new Date(wire),
  write: (value) => value.toISOString(),
}

/**
 * One of several shapes; the value of a field, the same on both sides, says which. Where the name of
 * that field is not, it is the name on the side that is turned into the other.
 */
export function variants<const Choices extends Readonly<Record<string, AnyCodec>>>(
  discriminator: string,
  choices: Choices,
): Field<Value<Choices[keyof Choices]>, Wire<Choices[keyof Choices]>> &
  Required<Codec<Value<Choices[keyof Choices]>, Wire<Choices[keyof Choices]>>> {
  type Tagged = Record<string, string>
  const chosen = (tagged: Tagged) => choices[tagged[discriminator] as string]
  return {
    read: (wire: Tagged) => chosen(wire)?.read?.(wire) ?? wire,
    write: (value: Tagged) => chosen(value)?.write?.(value) ?? value,
  } as Required<AnyCodec>
}
