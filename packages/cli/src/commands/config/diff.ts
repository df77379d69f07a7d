import { defineCommand } from '../../command/command.ts'
import { exitCodes } from '../../command/command-error.ts'
import {
  applyConfiguration,
  defaultConfigurationFile,
  readConfiguration,
  tellChanges,
} from '../../configuration/configuration.ts'

export const command = defineCommand({
  description: 'The platform rehearses the file, with every check, and changes nothing.',
  examples: [
    ['latchkey config diff', `What ${defaultConfigurationFile} would change`],
    ['latchkey config diff production.yaml --environment production', 'Another file, elsewhere'],
    ['latchkey config diff --exit-code', 'In a build: 1 where something differs'],
  ],
  arguments: { file: { summary: `${defaultConfigurationFile} when left out`, optional: true } },
  options: { exitCode: { type: 'boolean', summary: 'End with 1 when there are differences' } },
  connects: true,
  async run({ connect, environment, output }, { file = defaultConfigurationFile, exitCode }) {
    const text = await readConfiguration(environment, file)
    const changes = await applyConfiguration(await connect(), text, { dryRun: true })
    const message =
      changes.length === 0
        ? `Everything is as ${file} says.`
        : `${file} would change this. Nothing was changed.`
    tellChanges(output, message, changes)
    return exitCode && changes.length > 0 ? exitCodes.error : exitCodes.ok
  },
})
