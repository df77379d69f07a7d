import type { Logger } from 'pino'
import { type Access, accessOfRunning, type Connection, chooseAccess } from './access.ts'
import { ensureCluster } from './cluster.ts'
import { explainFailure } from './failure.ts'
import { chooseHome, type Home } from './home.ts'
import { keepRunning } from './keep-running.ts'
import { stopLeftover } from './leftover.ts'
import { launchPostmaster } from './postmaster.ts'

/**
 * A real PostgreSQL that comes from npm, lives in the data folder and runs as a child of this
 * process: made at the first start, started again when it dies, stopped with the server.
 */
export interface EmbeddedPostgres {
  /** Stays valid across restarts of PostgreSQL. */
  connection: Connection
  stop(): Promise<void>
}

export interface EmbeddedPostgresOptions {
  /** An absolute path. The caller holds the lock of this data folder. */
  dataDir: string
  log: Logger
  /** PostgreSQL ended again and again and is not started any more: the server cannot go on. */
  onFatal?: (error: Error) => void
}

export async function startEmbeddedPostgres({
  dataDir,
  log,
  onFatal = (error) => log.fatal(error),
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { home, access } = await prepare(dataDir, log)
  const keeper = await keepRunning(() => launchPostmaster(home, access, log), log, onFatal)
  return {
    connection: access.connection,
    async stop() {
      await keeper.stop()
      await access.close()
    },
  }
}

/** The PostgreSQL of a server that runs in another process, for work beside it. */
export const joinEmbeddedPostgres = async (dataDir: string): Promise<Connection> =>
  accessOfRunning(await chooseHome(dataDir))

async function prepare(dataDir: string, log: Logger): Promise<{ home: Home; access: Access }> {
  try {
    const home = await chooseHome(dataDir)
    await stopLeftover(home.cluster, log)
    const access = await chooseAccess(home)
    await ensureCluster(home, access)
    return { home, access }
  } catch (error) {
    const refusedBySystem = error instanceof Error && 'syscall' in error
    if (!refusedBySystem) throw error
    throw explainFailure('The embedded database cannot be prepared', error.message)
  }
}
