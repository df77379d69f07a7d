import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import type { Logger } from 'pino'
import { createApp } from './app.ts'
import type { Config } from './config/config.ts'
import {
  type DataFolder,
  DataFolderInUseError,
  openDataFolder,
  readOrCreateSecret,
} from './config/data-folder.ts'
import { createLogger } from './config/logger.ts'
import { openDatabase } from './db/database.ts'
import {
  joinEmbeddedPostgres,
  startEmbeddedPostgres,
} from './db/embedded-postgres/embedded-postgres.ts'
import { explainConnection } from './db/explain-connection.ts'
import { migrate, migrateInTransaction, migrationsFolder } from './db/migrate.ts'
import { createDeps, type Deps } from './deps.ts'
import type { DeclaredConfiguration } from './features/declared-configuration/declared-configuration.ts'
import { type Installation, prepareInstallation } from './features/installation/installation.ts'
import {
  createOwnerLink,
  neverStarted,
  type OwnerLink,
} from './features/installation/owner-link.ts'
import { registerJobs } from './features/maintenance/jobs.ts'
import { startWebhookDispatcher } from './features/webhooks/dispatcher.ts'
import { queueWaitingEmails } from './mail/send-email.ts'
import { createMailTransport } from './mail/transport.ts'

export interface RunningServer {
  /** What the terminal shows. The first line begins with "Latchkey is ready". */
  greeting: string[]
  stop(): Promise<void>
}

/** What is undone, in reverse order, when the server stops or cannot start. */
type Cleanup = () => Promise<unknown>

/** Storage, domain, HTTP: started in this order, stopped in the other. */
export async function startServer(config: Config): Promise<RunningServer> {
  const cleanups: Cleanup[] = []
  try {
    const file = config.configFile ? await readDeclaration(config) : null
    const { deps, pool } = await openDomain(config, cleanups)
    const mailTransport = config.smtpUrl ? createMailTransport(config.smtpUrl) : null
    if (mailTransport) cleanups.push(async () => mailTransport.close())
    registerJobs(deps, mailTransport)
    cleanups.push(() => deps.jobs.stop())
    const [installation, app] = await allOrFirstError([
      install(deps, file),
      createApp(deps),
      deps.jobs.start(pool),
    ])
    if (mailTransport) {
      deps.background('Waiting emails could not be queued.', () => queueWaitingEmails(deps))
    }
    const webhooks = startWebhookDispatcher(deps)
    cleanups.push(() => webhooks.stop())
    await app.listen({ host: config.host, port: config.port })
    cleanups.push(() => app.close())
    return { greeting: greet(config, installation), stop: () => undo(cleanups) }
  } catch (error) {
    await undo(cleanups).catch(() => {})
    throw error
  }
}

/**
 * What the configuration file would change, for the terminal. Nothing is: a database that is empty is
 * installed for it in a transaction that is taken back, a data folder that is missing is made elsewhere.
 */
export async function previewConfiguration(config: Config): Promise<string[]> {
  const cleanups: Cleanup[] = []
  try {
    const file = await readDeclaration(config)
    const storage = { ...config, dataFolder: await presentDataFolder(config, cleanups) }
    const { deps } = await openWorld(storage, cleanups)
    const { rehearse, toLine } = await declarations()
    const { changes } = await rehearse(deps, file, {}, async (inside) => {
      await migrateInTransaction(inside.db, migrationsFolder)
      await prepareInstallation(inside)
    }).catch(explaining(config))
    return changes.length > 0 ? changes.map(toLine) : ['Everything is as the file declares it.']
  } finally {
    await undo(cleanups)
  }
}

/** A way in for an owner who cannot sign in, for the terminal. The server may be running meanwhile. */
export async function prepareOwnerLink(config: Config): Promise<OwnerLink> {
  // Opening the embedded database would make one.
  if (!config.databaseUrl && !existsSync(config.dataFolder)) throw neverStarted()
  const cleanups: Cleanup[] = []
  try {
    const { deps } = await openDomain(config, cleanups, { besideAnother: true })
    return await createOwnerLink(deps, config.ownerEmail)
  } finally {
    await undo(cleanups)
  }
}

/** Loaded where there is a file: most starts need no parser of YAML. */
const declarations = async () => ({
  ...(await import('./features/declared-configuration/declared-configuration.ts')),
  ...(await import('./features/declared-configuration/change.ts')),
})

async function readDeclaration({ configFile }: Config): Promise<DeclaredConfiguration> {
  const { readDeclaredConfiguration } = await declarations()
  return readDeclaredConfiguration(configFile as string)
}

async function presentDataFolder(config: Config, cleanups: Cleanup[]): Promise<string> {
  if (config.databaseUrl || existsSync(config.dataFolder)) return config.dataFolder
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-dry-run-'))
  cleanups.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/**
 * Everything that an installation has from the start, and what its configuration file declares. What
 * the file cannot have is found before anything is made.
 */
async function install(deps: Deps, file: DeclaredConfiguration | null): Promise<Installation> {
  if (!file) return prepareInstallation(deps)
  const { carryOut, rehearse } = await declarations()
  const rehearsal = await rehearse(deps, file, {}, prepareInstallation)
  const installation = await prepareInstallation(deps)
  await carryOut(deps, file, rehearsal)
  // The file may have given staging another client id.
  const { stagingClientId } = await prepareInstallation(deps)
  return { ...installation, stagingClientId }
}

async function undo(cleanups: Cleanup[]): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
}

/** The migrated database and the world around it. */
async function openDomain(
  config: Config,
  cleanups: Cleanup[],
  beside: { besideAnother?: boolean } = {},
): Promise<{ deps: Deps; pool: pg.Pool }> {
  const world = await openWorld(config, cleanups, beside)
  await migrate(world.pool, migrationsFolder).catch(explaining(config))
  return world
}

/** The database as it is and the world around it. */
async function openWorld(
  config: Config,
  cleanups: Cleanup[],
  { besideAnother = false } = {},
): Promise<{ deps: Deps; pool: pg.Pool }> {
  const log = createLogger(config.logLevel)
  const storage = await openStorage(config, log, cleanups).catch((error) => {
    if (besideAnother && error instanceof DataFolderInUseError) return joinStorage(config)
    throw error
  })
  let isStopping = false
  const { db, pool } = openDatabase(storage.connection, (error) => {
    if (!isStopping) log.warn({ error }, 'A connection to the database was lost.')
  })
  cleanups.push(() => {
    isStopping = true
    return pool.end()
  })
  const { deps, settle } = createDeps({ config: { ...config, secret: storage.secret }, log, db })
  cleanups.push(settle)
  return { deps, pool }
}

interface Storage {
  connection: pg.PoolConfig
  secret: string
}

/** The external database of the configuration, or the embedded one inside the data folder. */
async function openStorage(config: Config, log: Logger, cleanups: Cleanup[]): Promise<Storage> {
  if (config.databaseUrl && config.secret) {
    return { connection: { connectionString: config.databaseUrl }, secret: config.secret }
  }
  const folder: DataFolder = await openDataFolder(config.dataFolder)
  cleanups.push(() => folder.release())
  const secret = config.secret ?? (await readOrCreateSecret(folder))
  const postgres = await startEmbeddedPostgres({
    dataDir: folder.path,
    log,
    onFatal(error) {
      // Nothing works without storage, and a supervisor can do more than we can: end visibly.
      log.fatal({ error }, 'The embedded database cannot be kept running.')
      process.exit(1)
    },
  })
  cleanups.push(() => postgres.stop())
  return { connection: postgres.connection, secret }
}

/** The storage of a server that runs on the same data folder. */
async function joinStorage({ dataFolder, secret }: Config): Promise<Storage> {
  return {
    connection: await joinEmbeddedPostgres(dataFolder),
    secret: secret ?? (await readOrCreateSecret({ path: dataFolder })),
  }
}

/** As `Promise.all`, but the others have ended too when one fails: what they use is closed then. */
async function allOrFirstError<T extends unknown[]>(
  promises: [...{ [Index in keyof T]: Promise<T[Index]> }],
): Promise<T> {
  await Promise.allSettled(promises)
  return Promise.all(promises) as Promise<T>
}

const explaining = (config: Config) => (error: Error) => {
  throw config.databaseUrl ? explainConnection(error) : error
}

function greet(config: Config, installation: Installation): string[] {
  const lines = [`Latchkey is ready at ${config.baseUrl}`, '', ...newKeys(installation)]
  if (installation.setUpUrl) {
    lines.push('  Set up your account with this link; it works once:', `  ${installation.setUpUrl}`)
  } else {
    lines.push(`  Dashboard  ${config.baseUrl}/dashboard`)
  }
  return lines
}

/** Shown by whatever made them: no later start prints them again. */
function newKeys({ newStagingApiKey, stagingClientId }: Installation): string[] {
  if (!newStagingApiKey) return []
  return [`  Staging API key    ${newStagingApiKey}`, `  Staging client ID  ${stagingClientId}`, '']
}
