import { agentOptions, chosenAgents, scopeOf } from '../../agents/chosen-agents.ts'
import { defineCommand } from '../../command/command.ts'

export const command = defineCommand({
  description: 'Takes out the entry that latchkey mcp install made. Everything else stays.',
  examples: [
    ['latchkey mcp remove', 'From the agents that are found on this machine'],
    ['latchkey mcp remove --agent cursor --project', 'From a repository'],
  ],
  options: agentOptions,
  async run({ environment, output }, { agent, project }) {
    const { removeTools } = await import('../../agents/tool-entries.ts')
    const entries = removeTools(environment, chosenAgents(environment, agent), scopeOf(project))
    const removed = entries.filter(({ state }) => state === 'removed')
    output.success(
      removed.length > 0 ? 'Removed.' : 'No agent had the tools.',
      entries,
      removed.map(({ file, name }) => `${file}  (${name})`),
    )
    return undefined
  },
})
