import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'

export interface SystemUser {
  uid: number
  gid: number
}

/**
 * Under which identity the programs of PostgreSQL run. They refuse to run as root, which has two
 * ways around it:
 * - in a user namespace of their own, where root is called by the name of an ordinary user. Outside
 *   they stay root's processes and files, so this works below folders that only root may enter;
 * - as another user of the system, where namespaces are not allowed (most containers).
 */
export type RunAs =
  | { way: 'oneself' }
  | { way: 'user-namespace'; user: SystemUser }
  | { way: 'other-user'; user: SystemUser }

/** Where the database lives and who it runs as. */
export interface Lodging {
  /** Holds the cluster, its socket and, where needed, a copy of the programs. Closed to others. */
  folder: string
  runAs: RunAs
}

export function spawnAs(
  runAs: RunAs,
  program: string,
  args: string[],
  options: SpawnOptions = {},
): ChildProcess {
  // A working directory that everybody may enter: ours may lie in a home folder of root.
  const fixed = { ...options, cwd: '/', env: environment(), windowsHide: true }
  switch (runAs.way) {
    case 'oneself':
      return spawn(program, args, fixed)
    case 'other-user':
      return spawn(program, args, { ...fixed, uid: runAs.user.uid, gid: runAs.user.gid })
    case 'user-namespace': {
      const { uid, gid } = runAs.user
      const names = ['--user', `--map-user=${uid}`, `--map-group=${gid}`, '--']
      return spawn('unshare', [...names, program, ...args], fixed)
    }
  }
}

/** Runs a program to its end. `code` is undefined when it could not be started at all. */
export function run(
  runAs: RunAs,
  program: string,
  args: string[],
): Promise<{ code: number | null | undefined; output: string }> {
  return new Promise((resolve) => {
    const child = spawnAs(runAs, program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk
    }
    child.stdout?.on('data', collect)
    child.stderr?.on('data', collect)
    child.on('error', (error) => resolve({ code: undefined, output: error.message }))
    child.on('close', (code) => resolve({ code, output }))
  })
}

/** Whether this identity may enter a folder: only trying it answers for every kind of permission. */
export const canEnter = (runAs: RunAs, folder: string) => succeeds(runAs, 'cd "$1"', folder)

export const canExecute = (runAs: RunAs, program: string) =>
  succeeds(runAs, 'test -x "$1"', program)

async function succeeds(runAs: RunAs, command: string, argument: string): Promise<boolean> {
  return (await run(runAs, '/bin/sh', ['-c', command, 'sh', argument])).code === 0
}

/** A user of this system whose name PostgreSQL can look up and that owns as little as possible. */
export async function unprivilegedUser(): Promise<SystemUser | undefined> {
  const users = await systemUsers()
  const named = ['postgres', '_postgres', 'nobody'].map((name) => users.get(name))
  return [...named, ...users.values()].find((user) => user && user.uid > 0)
}

export async function isSystemUser(uid: number): Promise<boolean> {
  return [...(await systemUsers()).values()].some((user) => user.uid === uid)
}

async function systemUsers(): Promise<Map<string, SystemUser>> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '')
  return new Map(
    text.split('\n').flatMap((line): [string, SystemUser][] => {
      const [name, , uid, gid] = line.split(':')
      return name && uid && gid ? [[name, { uid: Number(uid), gid: Number(gid) }]] : []
    }),
  )
}

/** Nothing of our own environment: PGDATA, PGPORT or a foreign library path would change their mind. */
function environment(): Record<string, string | undefined> {
  const { PATH, SystemRoot, TEMP } = process.env
  return { PATH, LC_ALL: 'C', TZ: 'UTC', ...(SystemRoot ? { SystemRoot, TEMP } : {}) }
}
