import { agentOptions, chosenAgents, scopeOf } from '../../agents/chosen-agents.ts'
import { defineCommand } from '../../command/command.ts'

export const command = defineCommand({
  description: 'Removes the file, and folders that are empty without it.',
  examples: [
    ['latchkey skills uninstall', 'From the agents that are found on this machine'],
    ['latchkey skills uninstall --agent cursor --project', 'From a repository'],
  ],
  options: {
    ...agentOptions,
    force: { type: 'boolean', summary: 'Also remove a skill that was changed by hand' },
  },
  async run({ environment, output }, { agent, project, force }) {
    const { uninstallSkills } = await import('../../agents/skills.ts')
    const agents = chosenAgents(environment, agent)
    const removed = uninstallSkills(environment, agents, { scope: scopeOf(project), force })
    const wasThere = removed.filter(({ state }) => state === 'removed')
    output.success(
      wasThere.length > 0 ? 'Removed.' : 'The skill was not there.',
      removed,
      wasThere.map(({ file }) => file),
    )
    return undefined
  },
})
