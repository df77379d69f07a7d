import { agentsOn } from '../../agents/agents.ts'
import { defineCommand } from '../../command/command.ts'

export const command = defineCommand({
  examples: [['latchkey skills list', 'For you, and in this folder']],
  async run({ environment, output }) {
    const { findSkills } = await import('../../agents/skills.ts')
    const agents = agentsOn(environment)
    const data = [
      ...findSkills(environment, agents, 'project'),
      ...findSkills(environment, agents, 'user'),
    ].filter(({ state }) => state !== 'absent')
    output.list(
      { data, listMetadata: { before: null, after: null } },
      [
        { title: 'AGENTS', value: ({ agents: ids }) => ids.join(', ') },
        { title: 'FOR', value: ({ scope }) => (scope === 'user' ? 'you' : 'this folder') },
        { title: 'STATE', value: ({ state }) => (state === 'changed' ? 'changed by hand' : '') },
        { title: 'FILE', value: ({ file }) => file },
      ],
      'No agent has the skill. latchkey skills install writes it.',
    )
    return undefined
  },
})
