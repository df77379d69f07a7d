import { defineCommand } from '../../command/command.ts'
import {
  applyConfiguration,
  changeLines,
  defaultConfigurationFile,
  readConfiguration,
  tellChanges,
} from '../../configuration/configuration.ts'
import { yes } from '../options.ts'

export const command = defineCommand({
  description: `All of it or nothing. What the file does not name stays as it is; a second time changes nothing.
Production is asked about. A key changes its own environment alone.`,
  examples: [
    ['latchkey config apply', `As ${defaultConfigurationFile} says`],
    ['latchkey config apply --environment production --yes', 'In a deployment'],
  ],
  arguments: { file: { summary: `${defaultConfigurationFile} when left out`, optional: true } },
  options: { yes },
  connects: true,
  async run({ ask, connect, environment, output }, { file = defaultConfigurationFile, yes }) {
    const text = await readConfiguration(environment, file)
    const connection = await connect()
    if (!yes && (await connection.isProduction())) {
      const planned = await applyConfiguration(connection, text, { dryRun: true })
      for (const line of changeLines(planned, output.paint)) output.note(line)
      if (planned.length > 0) {
        await ask.permission(`Change production at ${connection.url}?`, yes)
      }
    }
    const changes = await applyConfiguration(connection, text)
    const message =
      changes.length === 0
        ? `Everything was as ${file} says.`
        : `Everything is as ${file} says now.`
    tellChanges(output, message, changes)
    return undefined
  },
})
