import { defineCommand } from '../command/command.ts'
import { stopLocalPlatform } from '../installer/platform/local-platform.ts'

export const command = defineCommand({
  description: 'Ends the platform that `latchkey init` started for this folder. Its data stays.',
  examples: [['latchkey stop', 'In the folder of the application']],
  async run({ environment, output }) {
    const wasRunning = await stopLocalPlatform(environment, environment.cwd)
    output.success(wasRunning ? 'Stopped.' : 'No platform runs for this folder.', { wasRunning })
    return undefined
  },
})
