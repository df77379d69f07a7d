import { createConnector } from '../connection/connect.ts'
import type { Environment } from '../environment/environment.ts'
import { type Mode, modes } from '../environment/mode.ts'
import { createAsk } from '../terminal/ask.ts'
import { createOutput } from '../terminal/output.ts'
import { paintFor } from '../terminal/paint.ts'
import type { Group, Leaf, Node } from './command.ts'
import { CommandError, cancelled, exitCodes, usageError } from './command-error.ts'
import type { Context } from './context.ts'
import { commandHelp, describe, groupHelp } from './help.ts'
import { closest } from './names.ts'
import { parseInput } from './parse.ts'

/** One call of the command, from what was typed to the exit code. Nothing is thrown. */
export async function runCommandLine(
  root: Group,
  argv: string[],
  surroundings: Environment,
): Promise<number> {
  const isJson = beforeTerminator(argv).includes('--json')
  let environment = surroundings
  try {
    environment = { ...surroundings, mode: modeFrom(argv) ?? surroundings.mode }
    const { path, node, rest } = find(root, await wordsMeant(root, argv, environment))
    if (node.kind === 'group') return await answerGroup(path, node, rest, environment, isJson)
    const call = { root, environment, isJson }
    return await runCommand(call, path, node, rest)
  } catch (error) {
    const failure = await inWords(error, environment)
    createOutput(environment, isJson).error(failure)
    return failure.exitCode
  }
}

/** `latchkey --version` is what people try first, and `latchkey` alone means what fits the folder. */
async function wordsMeant(root: Group, argv: string[], environment: Environment) {
  if (argv[0] === '--version' || argv[0] === '-v') return ['version', ...argv.slice(1)]
  const isMore = firstWord(argv) !== undefined || argv.includes('--help') || argv.includes('-h')
  return isMore || !root.alone ? argv : [...(await root.alone.words(environment)), ...argv]
}

const firstWord = (typed: string[]) =>
  typed.find((text, at) => !text.startsWith('-') && !takesValue.test(typed[at - 1] ?? ''))

interface Call {
  root: Group
  environment: Environment
  isJson: boolean
}

const takesValue = /^--(mode|url|api-key|environment)$/

/** Follows the words as far as they name something. Options may stand before them. */
function find(root: Group, argv: string[]): { path: string[]; node: Node; rest: string[] } {
  const rest = [...argv]
  const early: string[] = []
  const path: string[] = []
  let node: Node = root
  while (node.kind === 'group') {
    while (rest[0]?.startsWith('-') && rest[0] !== '--') {
      const flag = rest.shift() as string
      early.push(flag, ...(takesValue.test(flag) ? rest.splice(0, 1) : []))
    }
    const word = rest[0]
    const child: Node | undefined =
      word !== undefined && Object.hasOwn(node.children, word) ? node.children[word] : undefined
    if (!child || word === undefined) {
      const isMeant = word !== undefined || (node.standsAlone && !asksForHelp(early))
      if (isMeant && node.otherwise) node = node.otherwise
      break
    }
    path.push(word)
    rest.shift()
    node = child
  }
  return { path, node, rest: [...early, ...rest] }
}

const asksForHelp = (flags: string[]) => flags.includes('--help') || flags.includes('-h')

async function answerGroup(
  path: string[],
  node: Group,
  rest: string[],
  environment: Environment,
  isJson: boolean,
): Promise<number> {
  const word = firstWord(rest)
  if (word !== undefined) throw unknownCommand(path, node, word)
  const flag = rest.find(
    (text) => !/^(--json|--help|-h|--mode(=.*)?)$/.test(text) && text.startsWith('-'),
  )
  if (flag)
    throw usageError(`${flag} is not an option of latchkey.`, 'Add --help to see its commands.')
  const paint = paintFor(environment.stdout, environment)
  environment.stdout.write(
    isJson
      ? `${JSON.stringify(await describe(path, node), null, 2)}\n`
      : node.otherwise
        ? commandHelp(path, node.otherwise, await node.otherwise.load(), paint, node)
        : groupHelp(path, node, paint),
  )
  // A name without a verb is half a command, unless its help was asked for.
  const isAsked = path.length === 0 || asksForHelp(rest)
  return isAsked ? exitCodes.ok : exitCodes.error
}

async function runCommand(call: Call, path: string[], leaf: Leaf, rest: string[]): Promise<number> {
  const { environment, isJson } = call
  const command = await leaf.load()
  const input = parseInput(command, rest)
  if (input.help) {
    const paint = paintFor(environment.stdout, environment)
    environment.stdout.write(
      isJson
        ? `${JSON.stringify(await describe(path, leaf), null, 2)}\n`
        : commandHelp(path, leaf, command, paint),
    )
    return exitCodes.ok
  }
  return (await command.run(contextFor(call, input), input as never)) ?? exitCodes.ok
}

function contextFor({ root, environment, isJson }: Call, input: Record<string, unknown>): Context {
  return {
    root,
    environment,
    output: createOutput(environment, isJson),
    ask: createAsk(environment, isJson),
    connect: createConnector(environment, input),
  }
}

function unknownCommand(
  path: string[],
  { children, elsewhere = {} }: Group,
  word: string,
): CommandError {
  const name = ['latchkey', ...path].join(' ')
  const meant = closest(word, Object.keys(children))
  return new CommandError('unknown_command', `${name} has no command "${word}".`, {
    recovery: Object.hasOwn(elsewhere, word)
      ? elsewhere[word]
      : meant
        ? `Did you mean ${name} ${meant}?`
        : `${name} --help lists them.`,
  })
}

const beforeTerminator = (argv: string[]) => {
  const end = argv.indexOf('--')
  return end === -1 ? argv : argv.slice(0, end)
}

function modeFrom(argv: string[]): Mode | undefined {
  const typed = beforeTerminator(argv)
  const at = typed.findIndex((text) => /^--mode(=|$)/.test(text))
  if (at === -1) return undefined
  const said = typed[at] === '--mode' ? typed[at + 1] : typed[at]?.slice('--mode='.length)
  const mode = modes.find((known) => known === said)
  if (!mode) throw usageError('--mode must be human, agent or ci.')
  return mode
}

/** Every failure as one that can be told; what nobody foresaw keeps its own words. */
async function inWords(error: unknown, { signal, env }: Environment): Promise<CommandError> {
  if (error instanceof CommandError) return error
  if (signal.aborted) return cancelled('Stopped.')
  const [{ explainFailure }, { diskFailure }] = await Promise.all([
    import('../connection/explain.ts'),
    import('../environment/disk-failure.ts'),
  ])
  const explained = explainFailure(error) ?? diskFailure(error)
  if (explained) return explained
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  return new CommandError('unexpected_error', env.LATCHKEY_DEBUG ? (stack ?? message) : message, {
    recovery: env.LATCHKEY_DEBUG ? undefined : 'Set LATCHKEY_DEBUG=1 to see where it happened.',
    cause: error,
  })
}
