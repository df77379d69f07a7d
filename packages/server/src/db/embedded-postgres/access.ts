import { createHash, randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeDurably } from './durable-files.ts'
import { EmbeddedPostgresError } from './failure.ts'
import type { Home } from './home.ts'

export const superuser = 'latchkey'

export interface Connection {
  /** A folder with a unix socket in it, or a loopback address. */
  host: string
  port: number
  user: string
  database: string
  password?: string
}

/** How the database is reached, and how everybody else is kept out. Never from another machine. */
export interface Access {
  connection: Connection
  initdbArguments: string[]
  settings: Record<string, string>
  /** Removes what is only of use while PostgreSQL runs. */
  close(): Promise<void>
}

export const chooseAccess = (home: Home): Promise<Access> =>
  process.platform === 'win32' ? loopbackAccess(home) : socketAccess(home)

/**
 * The folder of the socket is closed to other users, and so is the socket: whoever can knock is
 * root or owns the database's files anyway. A password would guard nothing more.
 */
export async function socketAccess(home: Home): Promise<Access> {
  const folder = socketFolder(home.folder)
  await makeFreshFolder(folder, home)
  return {
    connection: { host: folder, port: 5432, user: superuser, database: 'postgres' },
    initdbArguments: ['--auth-local=trust', '--auth-host=reject'],
    settings: {
      listen_addresses: '',
      unix_socket_directories: `"${folder.replaceAll('"', '""')}"`,
      unix_socket_permissions: '0700',
      // The number is only part of the socket's name.
      port: '5432',
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Any user of this machine can knock at a loopback port, hence a password. */
export async function loopbackAccess(home: Home): Promise<Access> {
  const passwordFile = join(home.folder, 'password')
  const password = await readOrCreatePassword(passwordFile)
  const port = await freePort()
  return {
    connection: { host: '127.0.0.1', port, user: superuser, database: 'postgres', password },
    initdbArguments: [
      '--auth-local=scram-sha-256',
      '--auth-host=scram-sha-256',
      `--pwfile=${passwordFile}`,
    ],
    settings: {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      port: String(port),
    },
    async close() {},
  }
}

/** How to reach the PostgreSQL that another process of this user runs in this home. */
export async function accessOfRunning(home: Home): Promise<Connection> {
  const [, , , port, socketFolder, address] = (
    await readFile(join(home.cluster, 'postmaster.pid'), 'utf8')
  ).split('\n')
  const password = await readFile(join(home.folder, 'password'), 'utf8').catch(() => undefined)
  return {
    host: socketFolder || (address as string),
    port: Number(port),
    user: superuser,
    database: 'postgres',
    ...(password && { password: password.trim() }),
  }
}

/** Operating systems keep the path of a socket in about a hundred bytes (sun_path of sys/un.h). */
const longestSocketPath = process.platform === 'linux' ? 107 : 103

export function socketFolder(homeFolder: string): string {
  const id = createHash('sha256').update(`${process.getuid?.()} ${homeFolder}`).digest('hex')
  const candidates = [
    join(homeFolder, 'socket'),
    join(tmpdir(), `latchkey-${id.slice(0, 16)}`),
    `/tmp/latchkey-${id.slice(0, 16)}`,
  ]
  const fits = (folder: string) =>
    Buffer.byteLength(join(folder, '.s.PGSQL.5432')) <= longestSocketPath
  return candidates.find(fits) as string
}

/**
 * The folder begins empty: no PostgreSQL of this cluster is alive, and a lock file of a dead one
 * could name a process number that is in use again.
 */
async function makeFreshFolder(folder: string, home: Home): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The folder ${folder} is needed for the database's socket and cannot be made: ${(error as Error).message}.\nRemove it, or choose a shorter LATCHKEY_DATA_DIR.`,
    )
  }
  await chmod(folder, 0o700)
  if (home.runAs.way === 'other-user') {
    await chown(folder, home.runAs.user.uid, home.runAs.user.gid)
  }
}

async function readOrCreatePassword(file: string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(() => undefined)
  if (kept) return kept.trim()
  const password = randomBytes(32).toString('base64url')
  await writeDurably(file, `${password}\n`)
  return password
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
