import { defineCommand } from '../../command/command.ts'
import { CommandError } from '../../command/command-error.ts'
import { type Template, templatePath } from './template.ts'

export const command = defineCommand({
  examples: [
    ['latchkey jwt-template get', 'As it is'],
    ['latchkey jwt-template get --json', 'For a program'],
  ],
  connects: true,
  async run({ connect, output }) {
    const { call } = await connect()
    const template = await call<Template>('GET', templatePath).catch(refuseNone)
    if (output.isJson) output.success('Found.', template)
    else output.raw(template.content.replace(/\n?$/, '\n'))
    return undefined
  },
})

function refuseNone(error: unknown): never {
  if (!(error instanceof CommandError) || error.code !== 'entity_not_found') throw error
  throw new CommandError('no_template', 'There is no template: tokens say the usual claims.', {
    recovery: 'latchkey jwt-template set FILE makes one.',
  })
}
