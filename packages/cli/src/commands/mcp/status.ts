import { agentsOn } from '../../agents/agents.ts'
import { defineCommand } from '../../command/command.ts'

export const command = defineCommand({
  examples: [['latchkey mcp status', 'For you, and in this folder']],
  async run({ environment, output }) {
    const { findTools } = await import('../../agents/tool-entries.ts')
    const agents = agentsOn(environment)
    const data = [
      ...findTools(environment, agents, 'project'),
      ...findTools(environment, agents, 'user'),
    ].filter(({ state }) => state === 'present')
    output.list(
      { data, listMetadata: { before: null, after: null } },
      [
        { title: 'AGENT', value: ({ name }) => name },
        { title: 'FOR', value: ({ scope }) => (scope === 'user' ? 'you' : 'this folder') },
        { title: 'FILE', value: ({ file }) => file },
      ],
      'No agent has the tools. latchkey mcp install adds them.',
    )
    return undefined
  },
})
