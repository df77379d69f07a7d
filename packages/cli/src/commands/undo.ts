import { defineCommand } from '../command/command.ts'
import { undoInstallation } from '../installer/undo.ts'

export const command = defineCommand({
  description: `Puts every file back to what it was before \`latchkey init\`, removes what it added, and
unregisters the application. Files that you changed since are left as they are, and named.`,
  examples: [
    ['latchkey undo', 'In the folder of the application'],
    ['latchkey undo --force', 'Also files that were changed since'],
  ],
  options: { force: { type: 'boolean', summary: 'Also put back what was changed since' } },
  connects: true,
  async run(context, { force }) {
    const { restored, left, kept } = await undoInstallation(context, { force })
    const { output } = context
    const lines = restored.map((path) => `  restored ${path}`)
    output.success(
      left.length === 0 ? 'Taken back.' : 'Taken back, except what was changed since.',
      { restored, left, kept },
      lines,
    )
    for (const path of left)
      output.warn(`${path} was changed since, so it stays. --force puts it back.`)
    for (const uri of kept) output.warn(`${uri} stays registered: remove it in the Redirects room.`)
    return undefined
  },
})
