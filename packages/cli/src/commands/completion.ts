import { defineCommand } from '../command/command.ts'
import { completionScript, shells } from '../command/completion.ts'

export const command = defineCommand({
  description:
    'Prints a script that completes commands and options. Load it where your shell starts.',
  examples: [
    ['latchkey completion bash >> ~/.bashrc', 'Bash'],
    ['latchkey completion zsh > ~/.zfunc/_latchkey', 'Zsh, with ~/.zfunc in fpath'],
    ['latchkey completion fish > ~/.config/fish/completions/latchkey.fish', 'Fish'],
  ],
  arguments: { shell: { summary: `Your shell: ${shells.join(', ')}` } },
  async run({ output, root }, { shell }) {
    output.raw(await completionScript(shell, root))
    return undefined
  },
})
