import { defineCommand } from '../../command/command.ts'
import { isTerminal } from '../../environment/environment.ts'

export const command = defineCommand({
  description: `Coding agents start this themselves: latchkey mcp install tells them how. It only reads, unless --write
is given, and never changes Production without --allow-production as well. Keys are not told to the agent.`,
  examples: [
    ['latchkey mcp', 'For an agent that reads'],
    ['latchkey mcp --write', 'The agent may also configure Staging'],
  ],
  options: {
    write: { type: 'boolean', summary: 'Let the agent change the environment' },
    allowProduction: { type: 'boolean', summary: 'With --write: also when it is Production' },
  },
  connects: true,
  async run({ connect, environment, output }, { write = false, allowProduction = false }) {
    if (isTerminal(environment)) {
      output.note(
        'This speaks to coding agents: latchkey mcp install adds it to yours. Ctrl-C ends it.',
      )
    }
    const [{ createServer }, { serveUntilEnd }] = await Promise.all([
      import('../../mcp/server.ts'),
      import('../../mcp/serve.ts'),
    ])
    const ended = new AbortController()
    const session = {
      connect: () => connect(ended.signal),
      environment,
      permissions: { write, allowProduction },
    }
    await serveUntilEnd(environment, () => createServer(session))
    // A platform that does not answer must not keep us when nobody waits for its answer.
    ended.abort()
    return undefined
  },
})
