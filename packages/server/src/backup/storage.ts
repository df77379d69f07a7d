import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import type { StorageConfig } from '../config/config.ts'
import { type DataFolder, findSecret, openDataFolder } from '../config/data-folder.ts'
import { createLogger } from '../config/logger.ts'
import { startEmbeddedPostgres } from '../db/embedded-postgres/embedded-postgres.ts'
import { clusterOf, findRunningPostgres } from '../db/embedded-postgres/running.ts'
import { explainConnection } from '../db/explain-connection.ts'
import { BackupError } from './backup-error.ts'

/** A database that is read or filled as a whole, by one connection. */
export interface Storage {
  client: pg.Client
  /** What is known here to unseal it. */
  secret: string | undefined
  /** Set where the database lives in a data folder that this process has locked. */
  folder?: DataFolder
  close(): Promise<void>
  /** As `close`, and what was made for it goes. */
  discard(): Promise<void>
}

/** Where an installation is, and what ends the work on it before it is done: Ctrl-C. */
export interface Place extends StorageConfig {
  signal?: AbortSignal | undefined
}

/** An installation to be read: also one whose server runs. */
export async function openToRead(config: Place): Promise<Storage> {
  if (config.databaseUrl) return openExternal(config.databaseUrl, config)
  const { dataFolder } = config
  if (!existsSync(await clusterOf(dataFolder))) {
    throw new BackupError(
      'nothing_to_read',
      `There is no database in ${dataFolder}.`,
      'Name the data folder with --data-dir, or an external database with --database-url.',
    )
  }
  const running = await findRunningPostgres(dataFolder)
  const client = running && (await connect(running, config.signal).catch(() => null))
  if (!client) return openEmbedded(config)
  const close = () => client.end()
  const secret = config.secret ?? (await findSecret(dataFolder))
  return { client, secret, close, discard: close }
}

/** An empty place, or one that is to become empty. */
export const openToFill = (config: Place): Promise<Storage> =>
  config.databaseUrl ? openExternal(config.databaseUrl, config) : openEmbedded(config)

/** The embedded database of a data folder, started for this process alone. */
export async function openEmbedded(place: Place): Promise<Storage> {
  const { dataFolder, secret, signal } = place
  const isNew = !existsSync(dataFolder)
  const folder = await openDataFolder(dataFolder)
  const undoing: (() => Promise<unknown>)[] = [() => folder.release()]
  const close = async () => {
    for (const undo of undoing.splice(0).reverse()) await undo()
  }
  const client = await start(folder, undoing, signal).catch(async (error) => {
    await close()
    throw error
  })
  return {
    client,
    secret: secret ?? (await findSecret(folder.path)),
    folder,
    close,
    async discard() {
      await close()
      if (!isNew) return
      await rm(dirname(await clusterOf(folder.path)), { recursive: true, force: true })
      await rm(folder.path, { recursive: true, force: true })
    },
  }
}

async function start(
  folder: DataFolder,
  undoing: (() => Promise<unknown>)[],
  signal: AbortSignal | undefined,
): Promise<pg.Client> {
  const log = createLogger('error')
  const postgres = await startEmbeddedPostgres({ dataDir: folder.path, log })
  undoing.push(() => postgres.stop())
  const client = await connect(postgres.connection, signal)
  undoing.push(() => client.end())
  return client
}

/** A database that nobody will see. */
export async function openScratch(signal: AbortSignal | undefined): Promise<Storage> {
  const parent = await mkdtemp(join(tmpdir(), 'latchkey-restore-'))
  const dataFolder = join(parent, 'data')
  const storage = await openEmbedded({
    dataFolder,
    databaseUrl: undefined,
    secret: undefined,
    signal,
  })
  const discard = async () => {
    await storage.discard()
    await rm(parent, { recursive: true, force: true })
  }
  return { ...storage, close: discard, discard }
}

async function openExternal(databaseUrl: string, { secret, signal }: Place): Promise<Storage> {
  const client = await connect({ connectionString: databaseUrl }, signal).catch((error) => {
    throw explainConnection(error)
  })
  const close = () => client.end()
  return { client, secret, close, discard: close }
}

async function connect(
  config: pg.ClientConfig,
  signal: AbortSignal | undefined,
): Promise<pg.Client> {
  signal?.throwIfAborted()
  const client = new pg.Client({ connectionTimeoutMillis: 10_000, ...config })
  // A connection that breaks fails its query; without a listener it would end the process as well.
  client.on('error', () => {})
  await client.connect()
  // What the connection was about to do fails, and its transaction is taken back.
  signal?.addEventListener('abort', () => client.end().catch(() => {}), { once: true })
  return client
}
