import { once } from 'node:events'
import type { McpServer } from '@modelcontextprotocol/server'
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio'
import type { Environment } from '../environment/environment.ts'

/** Serves one agent over standard input and output, until it closes its end or somebody stops us. */
export async function serveUntilEnd(
  { stdin, stdout, signal }: Environment,
  createServer: () => McpServer,
): Promise<void> {
  const ended = Promise.race([once(stdin, 'close'), once(signal, 'abort')])
  const transport = new StdioServerTransport(stdin, stdout)
  const serving = serveStdio(createServer, { transport })
  await ended
  await serving.close()
}
