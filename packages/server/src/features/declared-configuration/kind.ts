import type { Static, TSchema } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import type { Environment } from '../environments/environment.ts'

/** A place in the file: `['environments', 'staging', 'users', 0]`. */
export type Path = (string | number)[]

/** One thing that has to be done so that what is declared is there. */
export interface Change {
  /** For the terminal: `+ user ada@example.com`. */
  summary: string
  /** Where it is declared, so that a refusal can say it. */
  at: Path
  apply(): Promise<unknown>
}

/** What is declared cannot be, for a reason that only the database knows. */
export class DeclarationError extends Error {
  constructor(
    readonly at: Path,
    message: string,
  ) {
    super(message)
  }
}

/**
 * One kind of thing that an environment of the file declares: its shape, and how what is there differs
 * from it. What the file does not name is left alone. A kind is one file of `kinds/` and one line of
 * the list in `declared-configuration.ts`.
 */
export interface Kind<Schema extends TSchema = TSchema> {
  schema: Schema
  plan(deps: Deps, environment: Environment, declared: Static<Schema>, at: Path): Promise<Change[]>
}

/** The list of kinds holds different ones; each is asked only with what its own schema let through. */
export const defineKind = <Schema extends TSchema>(kind: Kind<Schema>) => kind as unknown as Kind

/** Those of the declared fields that are not as they should be. */
export function differences<Fields extends object>(
  declared: Fields,
  present: { [Name in keyof Fields]?: unknown },
): Partial<Fields> {
  const entries = Object.entries(declared) as [keyof Fields, unknown][]
  return Object.fromEntries(
    entries.filter(([name, value]) => value !== undefined && value !== present[name]),
  ) as Partial<Fields>
}

/** The declared pairs that are not there yet; undefined when all are. */
export function missingMetadata(
  declared: Record<string, string> | undefined,
  present: Record<string, string>,
): Record<string, string> | undefined {
  const missing = Object.entries(declared ?? {}).filter(([key, value]) => present[key] !== value)
  return missing.length > 0 ? Object.fromEntries(missing) : undefined
}
