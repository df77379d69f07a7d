import type { OptionSpec } from '../../command/command.ts'
import { yes } from '../options.ts'

/** What every source of people is asked. */
export const migrateOptions = {
  dryRun: { type: 'boolean', summary: 'Check everything, and send nothing' },
  skipInvalid: {
    type: 'boolean',
    summary: 'Leave rows out that cannot be used, and import the rest',
  },
  folder: {
    type: 'string',
    default: 'latchkey-migration',
    summary: 'Where progress is kept, and what was refused',
  },
  yes,
} as const satisfies Record<string, OptionSpec>

export const newIds = {
  type: 'boolean',
  summary: 'Let the platform choose ids: those of elsewhere become external ids',
} as const satisfies OptionSpec

export const organizationsOption = {
  type: 'string',
  value: 'FILE',
  summary: 'JSON of the organizations, each with its members',
} as const satisfies OptionSpec
