import { defineCommand } from '../command/command.ts'
import { runCommandLine } from '../command/run.ts'

export const command = defineCommand({
  description:
    'The same as adding --help to it. With --json it is the tree of commands, for programs.',
  examples: [
    ['latchkey help user list', 'What the list of people can show'],
    ['latchkey help --json', 'Every command with its options'],
  ],
  arguments: {
    command: { summary: 'The command, word by word', optional: true, variadic: true },
  },
  async run({ environment, output, root }, { command: words }) {
    return runCommandLine(
      root,
      [...words, '--help', ...(output.isJson ? ['--json'] : [])],
      environment,
    )
  },
})
