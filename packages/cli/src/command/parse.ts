import { type ParseArgsOptionDescriptor, parseArgs } from 'node:util'
import type { AnyCommand, ArgumentSpec, OptionSpec } from './command.ts'
import { usageError } from './command-error.ts'
import { allOptionsOf } from './global-options.ts'
import { closest, flagName, label } from './names.ts'

type Value = string | number | boolean | string[] | number[] | undefined

/** What was typed after the name of the command, as its declaration wants it; or a usage error. */
export function parseInput(command: AnyCommand, typed: string[]): Record<string, Value> {
  const options = allOptionsOf(command)
  const { values, positionals } = readTokens(options, typed)
  // Who asks for help need not have typed the rest.
  if (values.help) return { help: true }
  const input: Record<string, Value> = {}
  for (const [key, spec] of Object.entries(options)) {
    input[key] = optionValue(key, spec, values[flagName(key)])
  }
  return { ...input, ...argumentValues(command.arguments ?? {}, positionals) }
}

function readTokens(options: Record<string, OptionSpec>, typed: string[]) {
  const known = Object.fromEntries(
    Object.entries(options).map(([key, spec]) => [flagName(key), descriptor(spec)]),
  )
  const { tokens } = parseArgs({
    args: typed,
    options: known,
    strict: false,
    tokens: true,
    allowPositionals: true,
  })
  const values: Record<string, string[] | true | undefined> = {}
  const positionals: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    const spec = known[token.name]
    if (!spec) throw unknownFlag(token.rawName, Object.keys(known))
    if (spec.type === 'boolean') {
      if (token.value !== undefined) throw usageError(`${token.rawName} takes no value.`)
      values[token.name] = true
      continue
    }
    // A flag where a value should be is a value that was forgotten.
    const isForgotten =
      token.value === undefined || (!token.inlineValue && /^--?[a-z]/i.test(token.value))
    if (isForgotten) throw usageError(`${token.rawName} needs a value.`)
    const given = values[token.name]
    values[token.name] = [...(Array.isArray(given) ? given : []), token.value as string]
  }
  return { values, positionals }
}

function descriptor({ type, short }: OptionSpec): ParseArgsOptionDescriptor {
  return { type: type === 'boolean' ? 'boolean' : 'string', ...(short && { short }) }
}

function unknownFlag(rawName: string, known: string[]) {
  const meant = closest(rawName.replace(/^-+/, ''), known)
  return usageError(
    `${rawName} is not an option of this command.`,
    meant ? `Did you mean --${meant}?` : 'Add --help to see its options.',
  )
}

function optionValue(key: string, spec: OptionSpec, given: string[] | true | undefined): Value {
  const flag = `--${flagName(key)}`
  if (given === true) return true
  if (given === undefined) {
    if (spec.required) throw usageError(`${flag} is needed: ${spec.summary}.`)
    return spec.multiple ? [] : spec.default
  }
  if (given.length > 1 && !spec.multiple) throw usageError(`${flag} can be given once.`)
  const values = given.map((text) => readValue(flag, spec, text))
  return spec.multiple ? (values as string[]) : values[0]
}

function readValue(flag: string, spec: OptionSpec, text: string): string | number {
  if (spec.choices && !spec.choices.includes(text)) {
    throw usageError(`${flag} must be ${orList(spec.choices)}, not "${text}".`)
  }
  return spec.type === 'number' ? readNumber(flag, spec, text) : text
}

function readNumber(flag: string, { min, max }: OptionSpec, text: string): number {
  const number = /^-?\d+$/.test(text) ? Number(text) : Number.NaN
  const isWithin =
    number >= (min ?? Number.MIN_SAFE_INTEGER) && number <= (max ?? Number.MAX_SAFE_INTEGER)
  if (isWithin) return number
  const bounds =
    min !== undefined && max !== undefined
      ? ` from ${min} to ${max}`
      : min === undefined
        ? ''
        : ` of at least ${min}`
  throw usageError(`${flag} must be a whole number${bounds}, not "${text}".`)
}

function argumentValues(specs: Record<string, ArgumentSpec>, typed: string[]) {
  const left = [...typed]
  const values: Record<string, Value> = {}
  for (const [key, spec] of Object.entries(specs)) {
    const isMissing = left.length === 0 && !spec.optional
    if (isMissing) {
      throw usageError(
        `${label(key)} is missing: ${spec.summary}.`,
        'Add --help to see how the command is used.',
      )
    }
    values[key] = spec.variadic ? left.splice(0) : left.shift()
  }
  if (left.length > 0) {
    throw usageError(
      `"${left[0]}" is more than this command takes.`,
      'Put quotes around a value with spaces, or add --help to see how the command is used.',
    )
  }
  return values
}

const orList = (choices: readonly string[]) =>
  choices.length < 2 ? choices.join('') : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`
