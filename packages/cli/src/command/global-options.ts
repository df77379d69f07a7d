import { modes } from '../environment/mode.ts'
import type { AnyCommand, OptionSpec } from './command.ts'

/** Every command takes these; they are read before it runs. */
export const globalOptions = {
  json: { type: 'boolean', summary: 'Print JSON for programs' },
  mode: {
    type: 'string',
    choices: modes,
    summary: 'Who reads this: a person, an agent or a build',
  },
  help: { type: 'boolean', short: 'h', summary: 'Explain the command' },
} as const satisfies Record<string, OptionSpec>

/** Commands that talk to a platform take these too. */
export const connectionOptions = {
  url: { type: 'string', summary: 'Where the platform runs (LATCHKEY_URL)' },
  apiKey: { type: 'string', value: 'KEY', summary: 'Key of an environment (LATCHKEY_API_KEY)' },
  environment: {
    type: 'string',
    value: 'NAME',
    summary: 'Use a stored environment: see latchkey env list',
  },
} as const satisfies Record<string, OptionSpec>

export const optionsOf = (command: AnyCommand): Record<string, OptionSpec> => command.options ?? {}

/** In the order of help: its own, the connection's, everybody's. */
export const allOptionsOf = (command: AnyCommand): Record<string, OptionSpec> => ({
  ...optionsOf(command),
  ...(command.connects ? connectionOptions : {}),
  ...globalOptions,
})
