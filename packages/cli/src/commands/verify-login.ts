import { defineCommand } from '../command/command.ts'
import { CommandError } from '../command/command-error.ts'
import { verifySignIn } from '../verification/verify-sign-in.ts'

export const command = defineCommand({
  description: `Makes a person with a random password, signs them in, checks and refreshes their session as an
application does, and deletes them. The environment records the events of it.`,
  examples: [
    ['latchkey verify-login', 'In Staging, or wherever commands work'],
    ['latchkey verify-login --environment production --production', 'In production, on purpose'],
  ],
  options: {
    production: { type: 'boolean', summary: 'Also with a key of production' },
  },
  connects: true,
  async run({ connect, environment, output }, { production }) {
    const connection = await connect()
    if (!production && (await connection.isProduction())) throw productionRefused()
    const { steps, cookieBytes } = await output.step('Signing somebody in', () =>
      verifySignIn(environment, connection),
    )
    const lines = steps.map(({ name, milliseconds }) => `  ${name.padEnd(26)} ${milliseconds} ms`)
    output.success(`Signing in works at ${connection.url}.`, { steps, cookieBytes }, lines)
    return undefined
  },
})

const productionRefused = () =>
  new CommandError('production_refused', 'This key is of production, where real people sign in.', {
    recovery: 'Use a key of Staging, or add --production.',
  })
