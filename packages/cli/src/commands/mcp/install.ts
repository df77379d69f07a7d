import { agentOptions, chosenAgents, scopeOf } from '../../agents/chosen-agents.ts'
import { defineCommand } from '../../command/command.ts'
import { CommandError } from '../../command/command-error.ts'

export const command = defineCommand({
  description: `Adds one entry to the settings of the agent, and keeps what stands there. The agent then starts
the copy of latchkey that runs now; with --project, the one that the project has as a dependency. It finds the platform
as every command does: by the variables and the .env of the folder, or by the environment that you named.`,
  examples: [
    ['latchkey mcp install', 'For the agents that are found on this machine; they read'],
    ['latchkey mcp install --agent cursor --project --write', 'In a repository; it may configure'],
  ],
  options: {
    ...agentOptions,
    write: { type: 'boolean', summary: 'Let the agent change the environment' },
    allowProduction: { type: 'boolean', summary: 'With --write: also when it is Production' },
    environment: {
      type: 'string',
      value: 'NAME',
      summary: 'A stored environment: see latchkey env list',
    },
  },
  async run({ environment: world, output }, { agent, project, environment, ...granted }) {
    const [{ addTools }, { ownCommand }] = await Promise.all([
      import('../../agents/tool-entries.ts'),
      import('../../agents/own-command.ts'),
    ])
    const scope = scopeOf(project)
    const server = ownCommand(scope, [
      'mcp',
      ...(granted.write ? ['--write'] : []),
      ...(granted.allowProduction ? ['--allow-production'] : []),
      ...(environment ? ['--environment', environment] : []),
    ])
    const entries = addTools(world, chosenAgents(world, agent), scope, server)
    const written = entries.filter(({ file }) => file !== null)
    if (written.length === 0) throw noProjectSettings(entries[0]?.name ?? '')
    output.success('The agent has the tools from its next session on.', entries, [
      ...written.map(({ state, file, name }) => `${state}  ${file}  (${name})`),
      ...(scope === 'project' ? ['It needs latchkey among the dependencies of this folder.'] : []),
    ])
    return undefined
  },
})

const noProjectSettings = (name: string) =>
  new CommandError('no_project_settings', `${name} has no settings for one folder.`, {
    recovery: 'Leave --project out.',
  })
