import type { Environment } from '../environment/environment.ts'
import type { Context } from './context.ts'

/**
 * A command is a declaration: what it takes, what it is for, and the function that does it. Help,
 * completion, parsing and the command tree are all read from here. Its file is loaded when it is called,
 * so that help stays quick; what a group shows of it stands in the group's own file.
 */
export interface Command<
  Arguments extends Record<string, ArgumentSpec> = Record<string, ArgumentSpec>,
  Options extends Record<string, OptionSpec> = Record<string, OptionSpec>,
> {
  /** What the summary does not say: a few sentences for `--help`. */
  description?: string
  /** What to type, and what it does. The first ones teach the most. A test runs each past the parser. */
  examples: [line: string, meaning: string][]
  /** In the order in which they are typed. The keys are what `run` gets. */
  arguments?: Arguments
  /** `firstName` is typed as `--first-name`. */
  options?: Options
  /** Adds `--url`, `--api-key` and `--environment`, for `context.connect()`. */
  connects?: boolean
  /** A number is the exit code; nothing is 0. Failures are thrown, best as a `CommandError`. */
  run(context: Context, input: Input<Arguments, Options>): Promise<number | undefined>
}

export interface ArgumentSpec {
  summary: string
  optional?: true
  /** Takes everything that is left, also what follows `--`, as a list. Only the last one may. */
  variadic?: true
}

export interface OptionSpec {
  type: 'string' | 'number' | 'boolean'
  summary: string
  /** One letter. */
  short?: string
  /** What stands for the value in help, such as `FILE`. The name in capitals when left out. */
  value?: string
  choices?: readonly string[]
  /** Whole numbers only, within these bounds. */
  min?: number
  max?: number
  default?: string | number
  required?: true
  /** May be given several times; `run` gets a list. */
  multiple?: true
}

type ArgumentValue<A extends ArgumentSpec> = A extends { variadic: true }
  ? string[]
  : A extends { optional: true }
    ? string | undefined
    : string

type SingleValue<O extends OptionSpec> = O extends { choices: readonly (infer C)[] }
  ? C
  : O extends { type: 'number' }
    ? number
    : O extends { type: 'boolean' }
      ? boolean
      : string

type OptionValue<O extends OptionSpec> = O extends { multiple: true }
  ? SingleValue<O>[]
  : O extends { required: true } | { default: string | number }
    ? SingleValue<O>
    : SingleValue<O> | undefined

/** What was typed, checked: arguments and options side by side. */
export type Input<A extends Record<string, ArgumentSpec>, O extends Record<string, OptionSpec>> = {
  [Key in keyof A]: ArgumentValue<A[Key]>
} & { [Key in keyof O]: OptionValue<O[Key]> }

/** Only for its types: `run` knows what it gets. */
export function defineCommand<
  // biome-ignore lint/complexity/noBannedTypes: no arguments are no keys, not any keys.
  const A extends Record<string, ArgumentSpec> = {},
  // biome-ignore lint/complexity/noBannedTypes: as above.
  const O extends Record<string, OptionSpec> = {},
>(command: Command<A, O>): Command<A, O> {
  return command
}

// biome-ignore lint/suspicious/noExplicitAny: each command has an input of its own.
export type AnyCommand = Command<any, any>

/** A command that is known by name and summary, and loaded when it is called or explained. */
export interface Leaf {
  kind: 'command'
  summary: string
  /** Works, and is not listed. */
  hidden: boolean
  load(): Promise<AnyCommand>
}

/** Commands under one name, such as `user`. */
export interface Group {
  kind: 'group'
  summary: string
  children: Record<string, Node>
  /** Runs when what follows is none of the children, as in `latchkey api /organizations`. */
  otherwise?: Leaf
  /** `otherwise` runs, too, when nothing follows but options, as in `latchkey mcp --write`. */
  standsAlone?: boolean
  /** Verbs that a reader of the API looks for in vain: what does it instead. */
  elsewhere?: Record<string, string>
  /** What is meant when nothing follows, or nothing but options: in words for help, and to run. */
  alone?: { meaning: string; words(environment: Environment): Promise<string[]> }
}

export type Node = Leaf | Group

/** The module of a command exports it as `command`. */
export function lazy(
  summary: string,
  load: () => Promise<{ command: AnyCommand }>,
  { hidden = false } = {},
): Leaf {
  return { kind: 'command', summary, hidden, load: async () => (await load()).command }
}

export function group(
  summary: string,
  children: Record<string, Node>,
  more: Pick<Group, 'otherwise' | 'alone' | 'standsAlone' | 'elsewhere'> = {},
): Group {
  return { kind: 'group', summary, children, ...more }
}

/** Commands of one noun that stand in one module: what to type, what it is for. */
export function verbs<Verb extends string>(
  load: () => Promise<{ commands: Record<Verb, AnyCommand> }>,
  summaries: Record<Verb, string>,
): Record<Verb, Leaf> {
  const leaves = Object.entries<string>(summaries).map(([verb, summary]) => {
    const loadVerb = async () => ({ command: (await load()).commands[verb as Verb] })
    return [verb, lazy(summary, loadVerb)]
  })
  return Object.fromEntries(leaves)
}

/** What a group shows of itself: hidden commands work and are not listed. */
export const listed = ({ children }: Group): [string, Node][] =>
  Object.entries(children).filter(([, node]) => node.kind === 'group' || !node.hidden)
