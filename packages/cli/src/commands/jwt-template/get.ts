import { defineCommand } from '../../command/command.ts'
import { path, type Template } from './template.ts'

export const command = defineCommand({
  examples: [
    ['latchkey jwt-template get', 'As it is'],
    ['latchkey jwt-template get --json', 'For a program'],
  ],
  connects: true,
  async run({ connect, output }) {
    const { call } = await connect()
    const template = await call<Template>('GET', path)
    if (output.isJson) output.success('Found.', template)
    else output.raw(template.content.replace(/\n?$/, '\n'))
    return undefined
  },
})
