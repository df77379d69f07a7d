import {
  type AnyCommand,
  type ArgumentSpec,
  defineCommand,
  type Input,
  type OptionSpec,
} from '../command/command.ts'
import type { Context } from '../command/context.ts'
import type { Connection } from '../connection/connection.ts'
import type { Page } from '../terminal/output.ts'
import type { Column } from '../terminal/table.ts'
import { yes } from './options.ts'

/**
 * Most nouns of the API have the same verbs. These make commands of what differs: what they take, the
 * one call, and what they say. A noun whose commands do more has a file for each.
 */
interface Verb<
  A extends Record<string, ArgumentSpec>,
  O extends Record<string, OptionSpec>,
  Answer,
> {
  description?: string
  examples: [line: string, meaning: string][]
  arguments?: A
  options?: O
  /** The one request. */
  call(connection: Connection, input: Input<A, O>): Promise<Answer>
}

// biome-ignore lint/complexity/noBannedTypes: no arguments are no keys, not any keys.
type None = {}

/** Shows a page of a list. */
export function listing<
  Row,
  const A extends Record<string, ArgumentSpec> = None,
  const O extends Record<string, OptionSpec> = None,
>({
  call,
  columns,
  empty,
  ...spec
}: Verb<A, O, Page<Row>> & { columns: Column<Row>[]; empty: string }): AnyCommand {
  return defineCommand<A, O>({
    ...spec,
    connects: true,
    async run({ connect, output }, input) {
      output.list(await call(await connect(), input), columns, empty)
      return undefined
    },
  })
}

/** Shows one thing. */
export function showing<
  Thing extends object,
  const A extends Record<string, ArgumentSpec> = None,
  const O extends Record<string, OptionSpec> = None,
>({
  call,
  fields,
  ...spec
}: Verb<A, O, Thing> & { fields: (thing: Thing) => Record<string, unknown> }): AnyCommand {
  return defineCommand<A, O>({
    ...spec,
    connects: true,
    async run({ connect, output }, input) {
      const thing = await call(await connect(), input)
      output.record('Found.', thing, fields(thing))
      return undefined
    },
  })
}

/** Makes or changes one thing. */
export function changing<
  Thing,
  const A extends Record<string, ArgumentSpec> = None,
  const O extends Record<string, OptionSpec> = None,
>({
  call,
  done,
  more = () => [],
  ...spec
}: Verb<A, O, Thing> & {
  done: (thing: Thing, input: Input<A, O>) => string
  /** Further lines for people: what they need next, such as an id. */
  more?: (thing: Thing) => string[]
}): AnyCommand {
  return defineCommand<A, O>({
    ...spec,
    connects: true,
    async run({ connect, output }, input) {
      const thing = await call(await connect(), input)
      output.success(done(thing, input), thing ?? null, more(thing))
      return undefined
    },
  })
}

/** Ends one thing, which cannot be undone: asks first. */
export function ending<
  const A extends Record<string, ArgumentSpec> = None,
  const O extends Record<string, OptionSpec> = None,
>({
  call,
  question,
  done,
  ...spec
}: Verb<A, O, unknown> & {
  question: (input: Input<A, O>) => string
  done: (input: Input<A, O>) => string
}): AnyCommand {
  return {
    ...spec,
    options: { ...spec.options, yes },
    connects: true,
    async run({ ask, connect, output }: Context, input: Input<A, O> & { yes?: boolean }) {
      const connection = await connect()
      await ask.permission(question(input), input.yes)
      await call(connection, input)
      output.success(done(input))
      return undefined
    },
  }
}

/** Nothing where nothing was given, so that nothing is sent. */
export const given = <Value>(values: Value[]): Value[] | undefined =>
  values.length > 0 ? values : undefined

/** A list that comes whole. */
export const whole = <Row>(data: Row[]): Page<Row> => ({
  data,
  listMetadata: { before: null, after: null },
})

/** The page that was asked for, out of everything that was typed. */
export const pageOf = ({
  limit,
  after,
  before,
  order,
}: {
  limit: number
  after: string | undefined
  before: string | undefined
  order: 'asc' | 'desc'
}) => ({ limit, after, before, order })
