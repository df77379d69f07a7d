import { ConfigError, help, readConfig } from './config/config.ts'
import { DataFolderError } from './config/data-folder.ts'
import { OwnerLinkError, purposeOf } from './features/installation/owner-link.ts'
import {
  prepareOwnerLink,
  previewConfiguration,
  type RunningServer,
  startServer,
} from './start-server.ts'

/**
 * The server in the place of this process: reads settings, starts, says so, and stops when it is told
 * to. Resolves once it serves, or has done what was asked instead.
 */
export async function serve(
  argv: string[],
  env: Record<string, string | undefined>,
): Promise<void> {
  try {
    await start(argv, env)
  } catch (error) {
    if (error instanceof OwnerLinkError) console.error(error.message)
    else console.error(`Latchkey cannot start. ${explain(error as NodeJS.ErrnoException)}`)
    process.exit(1)
  }
}

async function start(argv: string[], env: Record<string, string | undefined>): Promise<void> {
  const config = readConfig(argv, env)
  if (config === 'help') {
    console.log(help)
    return
  }
  if (config.ownerLink) {
    const link = await prepareOwnerLink(config)
    console.log(`  ${purposeOf(link)}\n  ${link.url}`)
    return
  }
  if (config.dryRun) {
    for (const line of await previewConfiguration(config)) console.log(line)
    return
  }
  const starting = startServer(config)
  stopOnSignal(starting)
  for (const line of (await starting).greeting) console.log(line)
}

/** Also while it starts: PostgreSQL may be running already. */
function stopOnSignal(starting: Promise<RunningServer>): void {
  let stoppingSince: number | undefined
  const stop = async () => {
    if (stoppingSince !== undefined) {
      // The same wish may come twice at once, from a supervisor and from the script that started us.
      // A later signal is from somebody who will not wait.
      if (Date.now() - stoppingSince > 1_000) process.exit(1)
      return
    }
    stoppingSince = Date.now()
    await starting.then((server) => server.stop()).catch(() => {})
    process.exit(0)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

function explain(error: NodeJS.ErrnoException & { port?: number }): string {
  if (error instanceof ConfigError || error instanceof DataFolderError) return error.message
  if (error.code === 'EADDRINUSE') {
    return `Another program uses port ${error.port}. Stop it, or choose another one with PORT or --port.`
  }
  return process.env.LATCHKEY_LOG_LEVEL === 'debug' ? (error.stack ?? '') : error.message
}
