import { isDeepStrictEqual } from 'node:util'
import { type PageQuery, toPage } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors/errors.ts'
import type { Environment } from '../environments/environment.ts'
import type { Actor } from '../events/actor.ts'
import type { Path } from './configuration-file.ts'
import type { DeclaredEnvironment } from './wire.ts'

/** What every kind works with: the environment that the file is about, and who applies it. */
export interface World {
  deps: Deps
  environment: Environment
  /** Null for the operator, who starts the server with the file. */
  actor: Actor | null
}

/** One thing that the file declares, and where. */
export interface Declared<Item> {
  item: Item
  at: Path
}

/**
 * One kind of thing that an environment of the file declares. What the file does not name is left
 * alone: other things of the kind, and fields that are not declared.
 */
export interface Kind<Item extends object, Present> {
  /** As the difference names it: `user`. */
  noun: string
  /** Set in the dashboard and by no published route: a key of production does not change it. */
  isOwners?: true
  /** What it is told apart by among its kind. Empty where there is only one. */
  keyOf(item: Item): string
  declaredIn(environment: DeclaredEnvironment): Declared<Item>[]
  find(world: World, item: Item): Promise<Present | null>
  /** What is there in the words of the file. What it begins with, and secrets, are no part of it. */
  describe(present: Present, item: Item): Partial<Item>
  /** Not for what is always there. */
  create?(world: World, item: Item): Promise<unknown>
  /** `changed` holds, of the declared fields, those that differ; each whole. Not for what never does. */
  update?(world: World, present: Present, item: Item, changed: Partial<Item>): Promise<unknown>
}

/** The list of kinds holds different ones; each is asked only with what it declared and found itself. */
export type AnyKind = Kind<object, unknown>
export const defineKind = <Item extends object, Present>(kind: Kind<Item, Present>) =>
  kind as unknown as AnyKind

/** Applications in production carry a key: whoever steals it must not have more than their data. */
export const isKeyOfProduction = ({ actor, environment }: World) =>
  actor?.source === 'api' && environment.kind === 'production'

/** What is declared cannot be. */
export class DeclarationError extends Error {
  constructor(
    /** Of the thing that is declared; null where it is about all of it. */
    readonly field: string | null,
    message: string,
  ) {
    super(message)
  }
}

/** A refusal of the domain that is about this field of the file, whatever the API calls it. */
export async function about<T>(field: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw error instanceof ApiError ? new DeclarationError(field, reasonOf(error)) : error
  }
}

export const reasonOf = ({ details, message }: ApiError) =>
  details.errors?.map((detail) => detail.message).join(' ') ?? message

/** A field that is not as it is declared. */
export interface Difference {
  field: string
  from: unknown
  to: unknown
}

/** Of the declared fields those that differ; inside of groups of settings only the named ones count. */
export function differences(declared: object, present: object, path = ''): Difference[] {
  return Object.entries(declared).flatMap(([name, to]): Difference[] => {
    if (to === undefined || !(name in present)) return []
    const from = present[name as keyof typeof present] as unknown
    const field = path + name
    if (isGroup(to) && isGroup(from)) {
      return differences(to, { ...absent(to), ...from }, `${field}.`)
    }
    return isDeepStrictEqual(from ?? null, to) ? [] : [{ field, from: from ?? null, to }]
  })
}

const isGroup = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const absent = (group: object) => Object.fromEntries(Object.keys(group).map((key) => [key, null]))

/** Where order says nothing: in the declared one if the same are there. */
export function asDeclared(declared: string[] | undefined, present: string[]): string[] {
  const isSame = declared && isDeepStrictEqual(new Set(declared), new Set(present))
  return isSame ? declared : present
}

/** All pages of a list, oldest first. */
export async function everyPage<Item extends { id: string }>(
  list: (page: PageQuery) => Promise<Item[]>,
): Promise<Item[]> {
  const all: Item[] = []
  for (let after: string | undefined; ; ) {
    const query: PageQuery = { limit: 100, order: 'asc', after }
    const page = toPage(await list(query), query)
    all.push(...page.items)
    if (page.after === null) return all
    after = page.after
  }
}

/** The fields that have a value: a verb of the domain leaves the others as they are. */
export const given = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]?: Exclude<Fields[Name], undefined>
  }

/** As the file would say it: what is not there is not said. */
export function sayWhatIsThere<Fields extends object>(fields: Fields): Fields {
  const said = Object.entries(fields).filter(([, value]) => {
    const isEmpty = isGroup(value) && Object.keys(value).length === 0
    return value !== null && value !== undefined && !isEmpty
  })
  return Object.fromEntries(said) as Fields
}

export function withoutEmptyLists<Fields extends object>(fields: Fields): Partial<Fields> {
  const said = Object.entries(fields).filter(
    ([, value]) => !Array.isArray(value) || value.length > 0,
  )
  return Object.fromEntries(said) as Partial<Fields>
}
