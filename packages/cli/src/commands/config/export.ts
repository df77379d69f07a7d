import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineCommand } from '../../command/command.ts'
import { CommandError } from '../../command/command-error.ts'
import { exportConfiguration } from '../../configuration/configuration.ts'
import { writeWhole } from '../../installer/changes/files.ts'

export const command = defineCommand({
  description:
    'The file that would make an empty environment what this one is. Secrets are no part of it.',
  examples: [
    ['latchkey config export', 'On standard output'],
    [
      'latchkey config export --without-people --output latchkey.config.yaml',
      'Settings, to be kept',
    ],
  ],
  options: {
    output: { type: 'string', value: 'FILE', summary: 'Write it there' },
    withoutPeople: { type: 'boolean', summary: 'Leave users, organizations and memberships out' },
    force: { type: 'boolean', summary: 'Replace a file that is there' },
  },
  connects: true,
  async run({ connect, environment, output }, { output: target, withoutPeople, force }) {
    const file = target && resolve(environment.cwd, target)
    if (file && existsSync(file) && !force) {
      throw new CommandError('file_exists', `${target} is there already.`, {
        recovery: 'Choose another name, or replace it with --force.',
      })
    }
    const text = await exportConfiguration(await connect(), { withPeople: !withoutPeople })
    if (!file) {
      output.raw(text)
      return undefined
    }
    writeWhole(file, text)
    output.success(`Wrote ${target}.`, { file: target })
    return undefined
  },
})
