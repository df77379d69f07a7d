import { agentOptions, chosenAgents, scopeOf } from '../../agents/chosen-agents.ts'
import { defineCommand } from '../../command/command.ts'
import { findUrl } from '../../connection/settings.ts'

export const command = defineCommand({
  description: `The skill is a short file: how AuthKit is added here, which rules hold, and where the guides are. A second
time brings it up to date. A file that is not as Latchkey wrote it is left alone.`,
  examples: [
    ['latchkey skills install', 'For the agents that are found on this machine'],
    ['latchkey skills install --agent claude-code --agent codex --project', 'For a repository'],
  ],
  options: {
    ...agentOptions,
    force: { type: 'boolean', summary: 'Also replace a skill that was changed by hand' },
  },
  connects: true,
  async run({ environment, output }, { agent, project, force, ...flags }) {
    const { installSkills } = await import('../../agents/skills.ts')
    const agents = chosenAgents(environment, agent)
    const url = await findUrl(environment, flags)
    const installed = installSkills(environment, agents, { scope: scopeOf(project), force, url })
    output.success(
      'Agents read it from their next session on.',
      installed,
      installed.map(({ state, file, agents: ids }) => `${state}  ${file}  (${ids.join(', ')})`),
    )
    return undefined
  },
})
