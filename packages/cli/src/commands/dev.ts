import { setTimeout as wait } from 'node:timers/promises'
import { defineCommand } from '../command/command.ts'
import { CommandError, exitCodes } from '../command/command-error.ts'
import type { Context } from '../command/context.ts'
import { commandOf, redirectUriOf, settingsFor } from '../development/application.ts'
import { type RunningProgram, startProgram } from '../development/program.ts'
import { configurePlatform } from '../installer/platform/configure-platform.ts'
import { findDevelopment } from '../installer/platform/find-platform.ts'
import { choosePort } from '../installer/platform/free-port.ts'
import { platformCommand } from '../installer/platform/local-platform.ts'

type Development = NonNullable<Awaited<ReturnType<typeof findDevelopment>>>

/** Lines of both programs stand below each other, each under its name. */
const names = { platform: 'latchkey', application: 'app     ' }

export const command = defineCommand({
  description: `Starts a platform for this folder, unless one runs already, and the application's own dev
server, told by its environment where the platform is. Both end together: with Ctrl-C, or when one of
them ends. The exit code is the application's.`,
  examples: [
    ['latchkey dev', 'The script "dev" of package.json, or else "start"'],
    ['latchkey dev --script serve', 'Another script'],
    ['latchkey dev -- node --watch server.js', 'Any command'],
  ],
  arguments: {
    command: {
      summary: 'What to run in place of a script, after --',
      optional: true,
      variadic: true,
    },
  },
  options: {
    script: { type: 'string', value: 'NAME', summary: 'Script of package.json to run' },
    port: {
      type: 'number',
      min: 1,
      max: 65535,
      summary: 'Port of the platform; the first free one from 4000 when left out',
    },
  },
  async run(context, { command: typed, script, port }) {
    const { environment } = context
    // What cannot run is found before anything is started.
    const application = commandOf(environment.cwd, typed, script)
    const started: RunningProgram[] = []
    try {
      const platform = await openPlatform(context, port, started)
      await registerRedirect(context, platform)
      return await runApplication(context, application, platform, started)
    } finally {
      // The application first: it may have something to say to the platform.
      for (const program of started.reverse()) await program.stop()
    }
  },
})

/** The platform that runs here, or one that is started and ends with this command. */
async function openPlatform(
  context: Context,
  port: number | undefined,
  started: RunningProgram[],
): Promise<Development> {
  const found = await findDevelopment(context, port)
  if (found) return found
  const { cwd, env } = context.environment
  const chosen = await choosePort(port)
  const platform = startProgram(platformCommand(cwd, chosen), {
    cwd,
    env,
    onLine: (line) => say(context, 'platform', line),
  })
  started.push(platform)
  return untilReady(context, chosen, platform)
}

async function untilReady(
  context: Context,
  port: number,
  platform: RunningProgram,
): Promise<Development> {
  let hasEnded = false
  platform.ended.finally(() => {
    hasEnded = true
  })
  for (;;) {
    const ready = await findDevelopment(context, port)
    if (ready) return ready
    context.environment.signal.throwIfAborted()
    if (hasEnded) throw platformEnded()
    await wait(50)
  }
}

/** A sign-in that comes back to an address nobody registered is the first thing that fails. */
async function registerRedirect({ environment, output }: Context, { connection }: Development) {
  const uri = await redirectUriOf(environment)
  if (!uri) return
  await configurePlatform(connection, { redirect_uris: [uri] }).catch((error) =>
    output.warn(`${uri} could not be registered: ${error.message}`),
  )
}

async function runApplication(
  context: Context,
  command: string[],
  { connection, clientId }: Development,
  started: RunningProgram[],
): Promise<number> {
  const [platform] = started
  const { cwd, env, signal } = context.environment
  const { apiKey, url } = connection
  const application = startProgram(command, {
    cwd,
    env: { ...colour(context), ...env, ...settingsFor({ url, apiKey, clientId }) },
    onLine: (line) => say(context, 'application', line),
  })
  started.push(application)
  const stopped = new Promise<'stopped'>((resolve) => {
    if (signal.aborted) resolve('stopped')
    signal.addEventListener('abort', () => resolve('stopped'), { once: true })
  })
  const lost = platform?.ended.then(() => 'lost' as const)
  const outcome = await Promise.race([application.ended, stopped, ...(lost ? [lost] : [])])
  if (outcome === 'stopped') return exitCodes.ok
  if (outcome === 'lost') throw platformEnded()
  return outcome ?? exitCodes.error
}

function say({ output }: Context, from: keyof typeof names, line: string): void {
  const { paint } = output
  const name = from === 'platform' ? paint.quiet(names[from]) : paint.accent(names[from])
  output.item({ from, line }, `${name} ${line}`)
}

/** Programs that write into a pipe leave colours out, unless they are told that somebody looks. */
const colour = ({ environment }: Context) =>
  environment.stdout.isTTY && environment.mode === 'human' ? { FORCE_COLOR: '1' } : {}

const platformEnded = () =>
  new CommandError('platform_ended', 'The platform ended, and the application with it.', {
    recovery: 'What it said stands above.',
  })
