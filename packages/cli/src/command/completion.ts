import { type Group, listed, type Node } from './command.ts'
import { usageError } from './command-error.ts'
import { allOptionsOf, globalOptions } from './global-options.ts'
import { flagName } from './names.ts'

export const shells = ['bash', 'zsh', 'fish'] as const

/** What may follow the words typed so far. */
interface Place {
  words: string[]
  next: { word: string; summary: string }[]
}

/** The whole tree written into one script: completing starts no program, so it is as fast as the shell. */
export async function completionScript(shell: string, root: Group): Promise<string> {
  const write = { bash, zsh, fish }[shell]
  if (!write)
    throw usageError(`There is no completion for ${shell}.`, `There is: ${shells.join(', ')}.`)
  return `${write(await placesIn([], root)).join('\n')}\n`
}

async function placesIn(words: string[], node: Node): Promise<Place[]> {
  if (node.kind === 'command') return [{ words, next: flagsOf(allOptionsOf(await node.load())) }]
  const children = listed(node)
  const next = children.map(([word, { summary }]) => ({ word, summary }))
  const inside = await Promise.all(
    children.map(([word, child]) => placesIn([...words, word], child)),
  )
  const flags = node.otherwise ? allOptionsOf(await node.otherwise.load()) : globalOptions
  return [{ words, next: [...next, ...flagsOf(flags)] }, ...inside.flat()]
}

const flagsOf = (options: Record<string, { summary: string }>) =>
  Object.entries(options).map(([key, { summary }]) => ({ word: `--${flagName(key)}`, summary }))

/** Longest first: the first that fits is the one that is meant. */
const deepestFirst = (places: Place[]) => places.toSorted((a, b) => b.words.length - a.words.length)

function bash(places: Place[]): string[] {
  return [
    '_latchkey() {',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell fills it in.
    '  local typed="${COMP_WORDS[*]:1:COMP_CWORD-1} " current="${COMP_WORDS[COMP_CWORD]}" next',
    '  case "$typed" in',
    ...deepestFirst(places).map(({ words, next }) => {
      const pattern = words.length > 0 ? `"${words.join(' ')} "*` : '*'
      return `    ${pattern}) next="${next.map(({ word }) => word).join(' ')}" ;;`
    }),
    '  esac',
    '  COMPREPLY=($(compgen -W "$next" -- "$current"))',
    '}',
    'complete -o default -F _latchkey latchkey',
  ]
}

function zsh(places: Place[]): string[] {
  return [
    '#compdef latchkey',
    '_latchkey() {',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell fills it in.
    '  local typed="${(j: :)words[2,CURRENT-1]} "',
    '  local -a next',
    '  case "$typed" in',
    ...deepestFirst(places).map(({ words, next }) => {
      const pattern = words.length > 0 ? `"${words.join(' ')} "*` : '*'
      const shown = next.map(({ word, summary }) =>
        quoted(`${word}:${summary.replaceAll(':', '\\:')}`),
      )
      return `    ${pattern}) next=(${shown.join(' ')}) ;;`
    }),
    '  esac',
    "  _describe 'latchkey' next || _files",
    '}',
    'if [ "$funcstack[1]" = "_latchkey" ]; then _latchkey "$@"; else compdef _latchkey latchkey; fi',
  ]
}

function fish(places: Place[]): string[] {
  return [
    'function __latchkey_at',
    '  set -l typed (commandline -opc)',
    '  test "$typed[2..-1]" = "$argv"; or string match -q -- "$argv -*" "$typed[2..-1]"',
    'end',
    ...places.flatMap(({ words, next }) =>
      next.map(({ word, summary }) => {
        const name = word.startsWith('--') ? `-l ${word.slice(2)}` : `-f -a ${word}`
        return `complete -c latchkey -n '__latchkey_at ${words.join(' ')}' ${name} -d ${quoted(summary)}`
      }),
    ),
  ]
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
