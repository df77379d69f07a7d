import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Connection, superuser } from './access.ts'
import { readLocation } from './home-of-root.ts'

/** The folder of the database that a data folder has, wherever it lives. */
export async function clusterOf(dataDir: string): Promise<string> {
  const folder = join(dataDir, 'postgres')
  return join((await readLocation(folder)) ?? folder, 'cluster')
}

/**
 * How to reach the PostgreSQL that another process runs in this data folder; null where none says
 * that it is ready. Its lock file has a line for each of: process, cluster, start, port, folder of the
 * socket, address, shared memory, state.
 */
export async function findRunningPostgres(dataDir: string): Promise<Connection | null> {
  const cluster = await clusterOf(dataDir)
  const lock = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')
  const [, , , port, socketFolder, address, , state] = lock.split('\n').map((line) => line.trim())
  if (state !== 'ready') return null
  const common = { port: Number(port), user: superuser, database: 'postgres' }
  if (socketFolder) return { ...common, host: socketFolder }
  const password = await readFile(join(cluster, '..', 'password'), 'utf8')
  return { ...common, host: address || '127.0.0.1', password: password.trim() }
}
