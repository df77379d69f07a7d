import { fileURLToPath } from 'node:url'
import type { Scope } from './agents.ts'
import type { ToolServer } from './entry-formats.ts'

/**
 * How an agent starts this command. What git shares names the copy that the project depends on; what
 * is a person's own, the copy that runs now. Neither is looked up in a registry, where whoever has
 * the name decides what runs.
 */
export function ownCommand(scope: Scope, args: string[]): ToolServer {
  if (scope === 'project') return { command: 'npx', args: ['--no-install', 'latchkey', ...args] }
  const bin = new URL('bin/latchkey.mjs', import.meta.resolve('latchkey/package.json'))
  return { command: process.execPath, args: [fileURLToPath(bin), ...args] }
}
