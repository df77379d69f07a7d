import { join } from 'node:path'
import { CommandError } from '../command/command-error.ts'
import type { Environment } from '../environment/environment.ts'
import { readAgentFile, writeAgentFile } from './agent-file.ts'
import { type Agent, folderOf, type Scope } from './agents.ts'
import type { ToolServer } from './entry-formats.ts'

/** What was, or would have been, done to one file. */
interface Entry {
  agent: string
  name: string
  scope: Scope
  /** Null where the agent has no settings for a project. */
  file: string | null
  state: 'added' | 'updated' | 'unchanged' | 'removed' | 'absent' | 'present'
}

type Change = (
  text: string | null,
  agent: Agent,
) => { content: string | null; state: Entry['state'] }

/** Plans every file before it writes the first, so that a damaged one leaves all of them alone. */
function changeEntries(
  environment: Environment,
  agents: Agent[],
  scope: Scope,
  format: (file: NonNullable<Agent['tools']['project']>) => Change,
): Entry[] {
  const folder = folderOf(scope, environment)
  const plans = agents.map((agent) => {
    const file = agent.tools[scope]
    if (!file) return { agent, file: null, text: null, content: null, state: 'absent' as const }
    const text = readAgentFile(folder, file.path)
    const planned = naming(join(folder, file.path), () => format(file)(text, agent))
    return { agent, file: file.path, text, ...planned }
  })
  for (const { file, text, content } of plans) {
    if (file !== null && content !== text) writeAgentFile(folder, file, content)
  }
  return plans.map(({ agent: { id, name }, file, state }) => ({
    agent: id,
    name,
    scope,
    file: file && join(folder, file),
    state,
  }))
}

export const addTools = (
  environment: Environment,
  agents: Agent[],
  scope: Scope,
  server: ToolServer,
): Entry[] =>
  changeEntries(environment, agents, scope, ({ format }) => (text) => {
    const content = format.write(text ?? '', server)
    if (content === text) return { content, state: 'unchanged' }
    return { content, state: format.read(text ?? '') === undefined ? 'added' : 'updated' }
  })

export const removeTools = (environment: Environment, agents: Agent[], scope: Scope): Entry[] =>
  changeEntries(environment, agents, scope, ({ format }) => (text) => {
    if (text === null || format.read(text) === undefined) return { content: text, state: 'absent' }
    return { content: format.remove(text) || null, state: 'removed' }
  })

export const findTools = (environment: Environment, agents: Agent[], scope: Scope): Entry[] =>
  changeEntries(environment, agents, scope, ({ format }) => (text) => ({
    content: text,
    state: format.read(text ?? '') === undefined ? 'absent' : 'present',
  }))

/** A format knows what is wrong with a text, and not where the text is from. */
function naming<Result>(file: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    const { code, message, recovery } = error
    throw new CommandError(code, `${file}: ${message}`, { ...(recovery && { recovery }) })
  }
}
