/** Who reads the output and who could answer a question: a person, a coding agent, or a build. */
export type Mode = 'human' | 'agent' | 'ci'
export const modes = ['human', 'agent', 'ci'] as const

const agentMarkers = [
  'LATCHKEY_AGENT',
  'WORKOS_AGENT',
  'CLAUDECODE',
  'CLAUDE_CODE',
  'CURSOR_AGENT',
  'CURSOR_TRACE_ID',
  'CODEX_SANDBOX',
]
const ciMarkers = ['CI', 'GITHUB_ACTIONS', 'GITLAB_CI', 'BUILDKITE', 'TF_BUILD', 'JENKINS_URL']

/** What is said outright counts, then the marks that agents and builds leave, then the terminal. */
export function modeOf(env: Record<string, string | undefined>, isTerminal: boolean): Mode {
  const said = env.LATCHKEY_MODE ?? env.WORKOS_MODE
  const known = modes.find((mode) => mode === said)
  if (known) return known
  const isSet = (name: string) => env[name] !== undefined && !/^(|0|false)$/i.test(env[name] ?? '')
  if (agentMarkers.some(isSet)) return 'agent'
  if (ciMarkers.some(isSet)) return 'ci'
  return isTerminal ? 'human' : 'agent'
}
