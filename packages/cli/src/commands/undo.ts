import { defineCommand } from '../command/command.ts'
import { undoInstallation } from '../installer/undo.ts'

export const command = defineCommand({
  description: `Puts every file back to what it was before \`latchkey init\`, removes what it added, and
unregisters the application. Files that you changed since are left as they are, and named. A platform
that was started for this folder goes on, and keeps its data: \`latchkey stop\` ends it.`,
  examples: [
    ['latchkey undo', 'In the folder of the application'],
    ['latchkey undo --force', 'Also files that were changed since'],
  ],
  options: { force: { type: 'boolean', summary: 'Also put back what was changed since' } },
  connects: true,
  async run(context, { force }) {
    const undone = await undoInstallation(context, { force })
    const { restored, removed, uninstalled, left, kept, running } = undone
    const { output } = context
    const lines = [
      ...restored.map((path) => `  restored  ${path}`),
      ...removed.map((path) => `  removed   ${path}`),
      ...uninstalled.map((name) => `  removed   ${name} from package.json`),
    ]
    for (const path of left)
      output.warn(`${path} was changed since, so it stays. --force puts it back.`)
    const still = kept.map(({ kind, key }) => `${kind.replaceAll('_', ' ')} ${key}`).join(', ')
    if (still)
      output.warn(
        `The platform keeps what was registered there: ${still}. It does no harm; the dashboard removes it, under Redirects.`,
      )
    output.success(
      left.length === 0 ? 'Taken back.' : 'Taken back, except what was changed since.',
      undone,
      running ? [...lines, '', `Platform    ${running} still runs: latchkey stop`] : lines,
    )
    return undefined
  },
})
