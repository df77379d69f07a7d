import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from '../environment/environment.ts'
import {
  type EntryFormat,
  jsonEntry,
  type ToolServer,
  tomlEntry,
  yamlEntry,
} from './entry-formats.ts'

/** For everybody who works in this folder, or for this person everywhere. */
export type Scope = 'project' | 'user'

interface ConfigurationFile {
  /** From the folder of the scope. */
  path: string
  format: EntryFormat
}

/** A coding agent: where it looks for skills, and where it is told of tools. */
export interface Agent {
  id: string
  name: string
  /** Folders in the person's home by which one sees that they use it. */
  traces: string[]
  skills: Record<Scope, string>
  tools: { user: ConfigurationFile; project?: ConfigurationFile }
}

const plain = ({ command, args }: ToolServer) => ({ command, args })
const withType = (server: ToolServer) => ({ type: 'stdio', ...server })
const inMcpServers = jsonEntry(['mcpServers', 'latchkey'], plain)

/** https://code.claude.com/docs/en/mcp, …/skills */
const claudeCode: Agent = {
  id: 'claude-code',
  name: 'Claude Code',
  traces: ['.claude', '.claude.json'],
  skills: { project: '.claude/skills', user: '.claude/skills' },
  tools: {
    project: { path: '.mcp.json', format: jsonEntry(['mcpServers', 'latchkey'], withType) },
    user: { path: '.claude.json', format: jsonEntry(['mcpServers', 'latchkey'], withType) },
  },
}

/** https://developers.openai.com/codex/mcp, …/skills */
const codex: Agent = {
  id: 'codex',
  name: 'Codex',
  traces: ['.codex'],
  skills: { project: '.agents/skills', user: '.agents/skills' },
  tools: {
    project: { path: '.codex/config.toml', format: tomlEntry('mcp_servers.latchkey') },
    user: { path: '.codex/config.toml', format: tomlEntry('mcp_servers.latchkey') },
  },
}

/** https://cursor.com/docs/context/mcp, …/skills */
const cursor: Agent = {
  id: 'cursor',
  name: 'Cursor',
  traces: ['.cursor'],
  skills: { project: '.cursor/skills', user: '.cursor/skills' },
  tools: {
    project: { path: '.cursor/mcp.json', format: inMcpServers },
    user: { path: '.cursor/mcp.json', format: inMcpServers },
  },
}

/** https://geminicli.com/docs/tools/mcp-server, …/cli/skills */
const gemini: Agent = {
  id: 'gemini',
  name: 'Gemini CLI',
  traces: ['.gemini'],
  skills: { project: '.gemini/skills', user: '.gemini/skills' },
  tools: {
    project: { path: '.gemini/settings.json', format: inMcpServers },
    user: { path: '.gemini/settings.json', format: inMcpServers },
  },
}

/** https://code.visualstudio.com/docs/copilot/reference/mcp-configuration */
const vscode = (applicationData: string): Agent => ({
  id: 'vscode',
  name: 'VS Code',
  traces: [join(applicationData, 'Code')],
  skills: { project: '.github/skills', user: '.copilot/skills' },
  tools: {
    project: { path: '.vscode/mcp.json', format: jsonEntry(['servers', 'latchkey'], withType) },
    user: {
      path: join(applicationData, 'Code/User/mcp.json'),
      format: jsonEntry(['servers', 'latchkey'], withType),
    },
  },
})

/** https://goose-docs.ai/docs/guides/config-files, …/context-engineering/using-skills */
const goose = (configuration: string): Agent => ({
  id: 'goose',
  name: 'Goose',
  traces: [configuration],
  skills: { project: '.agents/skills', user: '.agents/skills' },
  tools: {
    user: {
      path: join(configuration, 'config.yaml'),
      format: yamlEntry(['extensions', 'latchkey'], ({ command, args }) => ({
        name: 'latchkey',
        type: 'stdio',
        enabled: true,
        cmd: command,
        args,
        timeout: 60,
      })),
    },
  },
})

/** https://docs.windsurf.com/windsurf/cascade/mcp, …/cascade/skills */
const windsurf: Agent = {
  id: 'windsurf',
  name: 'Windsurf',
  traces: ['.codeium/windsurf'],
  skills: { project: '.windsurf/skills', user: '.codeium/windsurf/skills' },
  tools: { user: { path: '.codeium/windsurf/mcp_config.json', format: inMcpServers } },
}

export const agentIds = [
  'claude-code',
  'codex',
  'cursor',
  'gemini',
  'goose',
  'vscode',
  'windsurf',
] as const

/** Those that keep their things with other applications' have them elsewhere on each system. */
export function agentsOn({ platform }: Pick<Environment, 'platform'>): Agent[] {
  const applicationData = { win32: 'AppData/Roaming', darwin: 'Library/Application Support' }
  const data = applicationData[platform as 'win32' | 'darwin'] ?? '.config'
  const gooseFolder = platform === 'win32' ? join(data, 'Block/goose/config') : '.config/goose'
  return [claudeCode, codex, cursor, gemini, goose(gooseFolder), vscode(data), windsurf]
}

/** Whether this person seems to use the agent. */
export const isUsed = ({ traces }: Agent, { home }: Pick<Environment, 'home'>) =>
  traces.some((trace) => statSync(join(home, trace), { throwIfNoEntry: false }) !== undefined)

export const folderOf = (scope: Scope, { home, cwd }: Pick<Environment, 'home' | 'cwd'>) =>
  scope === 'user' ? home : cwd
