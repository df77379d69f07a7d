import { CommandError } from '../command/command-error.ts'
import type { Environment } from '../environment/environment.ts'
import { type Agent, agentIds, agentsOn, isUsed, type Scope } from './agents.ts'

/** How every command about agents is told which are meant. */
export const agentOptions = {
  agent: {
    type: 'string',
    choices: agentIds,
    multiple: true,
    summary: 'Which one; all that are found on this machine when left out',
  },
  project: { type: 'boolean', summary: 'For everybody in this folder, not for you everywhere' },
} as const

export const scopeOf = (project: boolean | undefined): Scope => (project ? 'project' : 'user')

/** Those that were named, or those that this person seems to use. */
export function chosenAgents(environment: Environment, named: string[]): Agent[] {
  const agents = agentsOn(environment)
  if (named.length > 0) return agents.filter(({ id }) => named.includes(id))
  const used = agents.filter((agent) => isUsed(agent, environment))
  if (used.length > 0) return used
  throw new CommandError('no_agent_found', 'No coding agent was found on this machine.', {
    recovery: `Name one with --agent: ${agentIds.join(', ')}.`,
  })
}
