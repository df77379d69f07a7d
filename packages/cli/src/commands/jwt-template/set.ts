import { defineCommand } from '../../command/command.ts'
import { readText } from '../text-source.ts'
import { type Template, templatePath } from './template.ts'

export const command = defineCommand({
  description: 'New access tokens are made by it: at the next sign-in, and at each refresh.',
  examples: [
    ['latchkey jwt-template set template.json', 'From a file'],
    ['latchkey jwt-template set -', 'From standard input'],
  ],
  arguments: { file: { summary: 'A file with the template; - is standard input' } },
  connects: true,
  async run({ connect, environment, output }, { file }) {
    const content = await readText(environment, file)
    const { call } = await connect()
    output.success(
      'Tokens are made by the new template from now on.',
      await call<Template>('PUT', templatePath, { body: { content } }),
    )
    return undefined
  },
})
