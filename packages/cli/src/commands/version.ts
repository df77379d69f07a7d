import description from '../../package.json' with { type: 'json' }
import { defineCommand } from '../command/command.ts'

export const command = defineCommand({
  examples: [['latchkey version --json', 'For a bug report']],
  async run({ environment, output }) {
    const { version } = description
    const data = {
      latchkey: version,
      node: process.versions.node,
      platform: `${environment.platform}-${process.arch}`,
    }
    output.record('The versions.', data, data)
    return undefined
  },
})
