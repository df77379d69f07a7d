import type { Paint } from '../terminal/paint.ts'
import {
  type AnyCommand,
  type ArgumentSpec,
  type Group,
  type Leaf,
  listed,
  type Node,
  type OptionSpec,
} from './command.ts'
import { allOptionsOf, connectionOptions, globalOptions, optionsOf } from './global-options.ts'
import { flagName, label } from './names.ts'

/** What a group holds, in its own order. */
export function groupHelp(path: string[], group: Group, paint: Paint): string {
  const name = ['latchkey', ...path].join(' ')
  return blocks([
    [group.summary],
    [paint.strong('Usage'), `  ${name} ${path.length === 0 ? 'COMMAND' : 'VERB'} [options]`],
    [paint.strong('Commands'), ...commandRows(group)],
    group.alone ? [group.alone.meaning] : [],
    [`${name} ${path.length === 0 ? 'COMMAND' : 'VERB'} --help explains one of them.`],
  ])
}

/** `group` when the command is what a group does by itself. */
export function commandHelp(
  path: string[],
  leaf: Leaf,
  command: AnyCommand,
  paint: Paint,
  group?: Group,
): string {
  const name = ['latchkey', ...path].join(' ')
  const args: [string, ArgumentSpec][] = Object.entries(command.arguments ?? {})
  const typed = args.map(([key, spec]) => argumentLabel(key, spec))
  const own = optionsOf(command)
  const usage = [name, ...typed, ...(Object.keys(own).length > 0 ? ['[options]'] : [])].join(' ')
  const section = (title: string, lines: string[]) =>
    lines.length > 0 ? [paint.strong(title), ...lines] : []
  return blocks([
    [leaf.summary],
    command.description ? [command.description] : [],
    section('Usage', [`  ${usage}`]),
    section('Arguments', aligned(args.map(([key, spec]): Row => [label(key), spec.summary]))),
    section('Commands', group ? commandRows(group) : []),
    section('Options', optionRows(own)),
    section('Connection', command.connects ? optionRows(connectionOptions) : []),
    section('Everywhere', optionRows(globalOptions)),
    section(
      'Examples',
      command.examples.flatMap(([line, meaning]: [string, string]) => [
        `  ${paint.quiet(`# ${meaning}`)}`,
        `  ${line}`,
      ]),
    ),
  ])
}

/** The command and everything under it, for programs: `--help --json`. */
export async function describe(path: string[], node: Node): Promise<object> {
  const common = { name: path.at(-1) ?? 'latchkey', path, summary: node.summary }
  if (node.kind === 'group') {
    const children = listed(node).map(([name, child]) => describe([...path, name], child))
    const own = node.otherwise ? await describe(path, node.otherwise) : common
    return { ...own, ...common, commands: await Promise.all(children) }
  }
  const command = await node.load()
  return {
    ...common,
    description: command.description,
    arguments: Object.entries(command.arguments ?? {}).map(([key, spec]) => ({
      name: flagName(key),
      ...(spec as ArgumentSpec),
    })),
    options: Object.entries(allOptionsOf(command)).map(([key, spec]) => ({
      flag: `--${flagName(key)}`,
      ...spec,
    })),
    examples: command.examples.map(([line, meaning]: [string, string]) => ({ line, meaning })),
  }
}

type Row = [left: string, right: string]

const commandRows = (group: Group) =>
  aligned(listed(group).map(([name, { summary }]): Row => [name, summary]))

function optionRows(options: Record<string, OptionSpec>): string[] {
  return aligned(
    Object.entries(options).map(([key, spec]): Row => {
      const value = spec.type === 'boolean' ? '' : ` ${spec.value ?? label(key)}`
      const short = spec.short ? `-${spec.short}, ` : ''
      const choices = spec.choices ? ` (${spec.choices.join(', ')})` : ''
      const fallback = spec.default === undefined ? '' : ` (${spec.default} when left out)`
      const needed = spec.required ? ' (needed)' : ''
      return [`${short}--${flagName(key)}${value}`, spec.summary + choices + fallback + needed]
    }),
  )
}

function argumentLabel(key: string, { optional, variadic }: ArgumentSpec): string {
  const name = variadic ? `${label(key)}…` : label(key)
  return optional ? `[${name}]` : name
}

function aligned(rows: Row[]): string[] {
  const widest = Math.max(0, ...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(widest)}  ${right}`)
}

/** Parts with an empty line between them; parts without lines are left out. */
function blocks(parts: string[][]): string {
  const present = parts.filter((lines) => lines.length > 0)
  return `${present.map((lines) => lines.join('\n')).join('\n\n')}\n`
}
