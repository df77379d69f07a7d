/**
 * `true` where each type can stand for the other and has the same names in it, else the one that
 * cannot: its name is in the compiler's message. Enums count as the strings that they are on the wire.
 */
export type Same<Official, Ours> = [Plain<Official>] extends [Plain<Ours>]
  ? [Plain<Ours>] extends [Plain<Official>]
    ? Missing<Official, Ours> extends never
      ? Missing<Ours, Official> extends never
        ? true
        : { unknown: Missing<Ours, Official> }
      : { missing: Missing<Official, Ours> }
    : { oursIsNot: Official; it: Ours }
  : { officialIsNot: Ours; it: Official }

/** `true` where ours takes whatever the official options can say, and perhaps more. */
export type Accepts<Official, Ours> = [Plain<Official>] extends [Plain<Ours>]
  ? Missing<Official, Ours> extends never
    ? true
    : { missing: Missing<Official, Ours> }
  : { officialIsNot: Ours; it: Official }

/** `true` where our class can stand in for the official one. */
export type Usable<Official, Ours> = [Plain<Ours>] extends [Plain<Official>]
  ? true
  : {
      missingOrOther: {
        [K in keyof Official]: K extends keyof Ours ? Fits<Official[K], Ours[K]> : 'missing'
      }
    }
type Fits<Official, Ours> = [Plain<Ours>] extends [Plain<Official>]
  ? true
  : { it: Official; ours: Ours }

/** An optional property that is not there is no obstacle to the compiler, so its name is asked for. */
type Missing<Wanted, Given> = Exclude<Names<Wanted>, Names<Given>>
type Names<T> = [T] extends [Primitive | string | Opaque | ((...args: never[]) => unknown)]
  ? never
  : T extends T
    ? keyof T
    : never

type Primitive = number | boolean | bigint | symbol | null | undefined
type Opaque = Date | URL | Headers | Response | AsyncGenerator | CryptoKey

type Plain<T> = T extends string
  ? `${T}`
  : T extends Primitive | Opaque
    ? T
    : T extends (...args: infer Given) => infer Returned
      ? (...args: { [K in keyof Given]: Plain<Given[K]> }) => Plain<Returned>
      : T extends object
        ? { [K in keyof T as K extends `_${string}` ? never : K]: Plain<T[K]> }
        : T
