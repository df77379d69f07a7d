import { createHash } from 'node:crypto'
import { chmod, chown, cp, mkdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { giveTree, syncFolder, syncTree, writeDurably } from './durable-files.ts'
import { EmbeddedPostgresError } from './failure.ts'
import { stopLeftover } from './leftover.ts'
import {
  canEnter,
  isSystemUser,
  type Lodging,
  type SystemUser,
  unprivilegedUser,
} from './run-as.ts'

const systemFolder = '/var/lib/latchkey'

/**
 * Root cannot run PostgreSQL as itself. Whoever owns the cluster runs it, so that files keep one
 * owner whichever way is open today; a new one runs, in this order: as the owner of the data
 * folder, as root inside a user namespace, as an unprivileged user.
 */
export async function chooseHomeAsRoot(folder: string): Promise<Lodging> {
  const movedTo = await readLocation(folder)
  const home = movedTo ?? folder
  const owner = await ownerOf(join(home, 'cluster'))
  const travelling = join(folder, 'cluster-on-the-move')
  if (owner && owner.uid !== 0) {
    await rm(travelling, { recursive: true, force: true })
    return { folder: home, runAs: asUser(owner) }
  }
  const hosted = owner || movedTo ? undefined : await lodgeWithDataDirOwner(folder)
  if (hosted) return hosted

  const user = await unprivilegedUser()
  if (!user) throw rootRefused('this system has no other user')
  const namespace = { way: 'user-namespace', user } as const
  const unsettled = movedTo ?? (await ownerOf(travelling))
  if (!unsettled && (await canEnter(namespace, folder))) return { folder, runAs: namespace }

  const other = { uid: user.uid, gid: await privateGroup(folder) }
  const reachable = movedTo ?? (await findReachableHome(folder, other))
  // The group is nobody's but this database's: other processes of the same user cannot enter.
  await chown(reachable, 0, other.gid)
  await chmod(reachable, 0o710)
  const runAs = asUser(other)
  if (!(await canEnter(runAs, reachable))) {
    throw rootRefused(`user ${other.uid} cannot enter ${reachable}`)
  }
  if (reachable !== folder) await writeDurably(join(folder, 'moved-to'), `${reachable}\n`)
  await moveCluster({ cluster: join(folder, 'cluster'), travelling, home: reachable, user: other })
  return { folder: reachable, runAs }
}

async function lodgeWithDataDirOwner(folder: string): Promise<Lodging | undefined> {
  const owner = await ownerOf(dirname(folder))
  if (!owner?.uid || !(await isSystemUser(owner.uid))) return undefined
  if (!(await canEnter(asUser(owner), dirname(folder)))) return undefined
  await giveTree(folder, owner)
  return { folder, runAs: asUser(owner) }
}

/** The data folder itself where the other user can get there, else a folder of the system's. */
async function findReachableHome(folder: string, user: SystemUser): Promise<string> {
  const dataDir = dirname(await realpath(folder))
  if (await canEnter(asUser(user), dirname(dataDir))) {
    // Others may now pass through the data folder; everything in it stays closed to them by itself.
    await chmod(dataDir, (await stat(dataDir)).mode | 0o001)
    return folder
  }
  const home = join(systemFolder, fingerprint(dataDir))
  try {
    await mkdir(home, { recursive: true })
    await chmod(systemFolder, 0o711)
  } catch (error) {
    throw rootRefused(`${home} cannot be made (${(error as Error).message})`)
  }
  return home
}

/**
 * A copy under another owner takes the place of the original only when it is whole; a kill on the
 * way leaves the original under its travelling name, and the next start begins again.
 */
async function moveCluster(move: {
  cluster: string
  travelling: string
  home: string
  user: SystemUser
}): Promise<void> {
  const { cluster, travelling, home, user } = move
  const owner = await ownerOf(cluster)
  if (owner?.uid === 0) {
    await stopLeftover(cluster)
    await rename(cluster, travelling)
  }
  if (!(await ownerOf(travelling))) return
  const target = join(home, 'cluster')
  if (!(await ownerOf(target))) {
    const copy = `${target}-unfinished`
    await rm(copy, { recursive: true, force: true })
    await cp(travelling, copy, { recursive: true, preserveTimestamps: true })
    await giveTree(copy, user)
    await syncTree(copy)
    await rename(copy, target)
    await syncFolder(home)
  }
  await rm(travelling, { recursive: true })
}

export async function readLocation(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, 'moved-to'), 'utf8').catch(() => undefined)
  const location = text?.trim()
  if (location && !(await ownerOf(location))) {
    throw new EmbeddedPostgresError(
      `The database of ${folder} lives in ${location}, and that folder is gone.\nBring it back, or remove ${folder} to begin with an empty database.`,
    )
  }
  return location
}

/** A group number that no group of this system has, the same one for the same folder. */
async function privateGroup(folder: string): Promise<number> {
  const groups = await readFile('/etc/group', 'utf8').catch(() => '')
  const taken = new Set(groups.split('\n').map((line) => Number(line.split(':')[2])))
  // systemd sets 61184–65519 aside for identities made on the fly (systemd.exec, DynamicUser=).
  const [first, count] = [61_184, 4_336]
  const start = Number.parseInt(fingerprint(folder).slice(0, 8), 16)
  for (let step = 0; step < count; step++) {
    const gid = first + ((start + step) % count)
    if (!taken.has(gid)) return gid
  }
  throw rootRefused('no group number is free')
}

const asUser = (user: SystemUser) => ({ way: 'other-user', user }) as const

const fingerprint = (path: string) => createHash('sha256').update(path).digest('hex').slice(0, 16)

async function ownerOf(path: string): Promise<SystemUser | undefined> {
  try {
    const { uid, gid } = await stat(path)
    return { uid, gid }
  } catch {
    return undefined
  }
}

const rootRefused = (why: string) =>
  new EmbeddedPostgresError(
    `PostgreSQL does not run as root, and Latchkey found no other way here: user namespaces are not allowed, and ${why}.\nStart Latchkey as an ordinary user, or set LATCHKEY_DATABASE_URL to a PostgreSQL 15 or newer of your own.`,
  )
