import { defineCommand } from '../command/command.ts'
import { CommandError } from '../command/command-error.ts'
import { ownFolder } from '../installer/own-folder.ts'
import { findLocalPlatform, stopLocalPlatform } from '../installer/platform/local-platform.ts'
import { deletePlatformData } from '../installer/platform/platform-data.ts'
import { yes } from './options.ts'

export const command = defineCommand({
  description: `Ends the platform that \`latchkey init\` started for this folder. Its data stays, unless you
want it deleted: then nothing of the platform is left here.`,
  examples: [
    ['latchkey stop', 'In the folder of the application'],
    ['latchkey stop --delete-data', 'Also forgets everybody who signed up there'],
  ],
  options: {
    deleteData: { type: 'boolean', summary: 'Also delete its data: people, keys and settings' },
    yes,
  },
  async run({ environment, output, ask }, { deleteData = false, yes }) {
    // Another server may use the folder, which was started by hand: then it is not ours to delete.
    if (deleteData && !(await findLocalPlatform(environment, environment.cwd))) throw notOurs()
    if (deleteData) await ask.permission('Delete everything that this platform keeps?', yes)
    const wasRunning = await stopLocalPlatform(environment, environment.cwd)
    if (deleteData && !wasRunning) throw notOurs()
    if (deleteData) deletePlatformData(environment.cwd)
    const stopped = deleteData ? 'Stopped, and its data is deleted.' : 'Stopped.'
    const message = wasRunning ? stopped : 'No platform runs for this folder.'
    output.success(message, { wasRunning, isDeleted: deleteData })
    return undefined
  },
})

function notOurs(): CommandError {
  return new CommandError(
    'no_platform',
    'No platform of `latchkey init` runs for this folder, so nothing was deleted.',
    {
      recovery: `What an earlier one kept is in ${ownFolder}: remove that folder when nothing uses it.`,
    },
  )
}
