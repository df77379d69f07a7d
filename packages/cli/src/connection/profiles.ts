import { randomUUID } from 'node:crypto'
import { chmod, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CommandError } from '../command/command-error.ts'
import type { Environment } from '../environment/environment.ts'

/** An environment of some platform that this person works with, under a name of their own choice. */
export interface Profile {
  url: string
  apiKey: string
  clientId?: string
  /** Of a key that `latchkey login` got for this machine alone: it is revoked at sign-out. */
  apiKeyId?: string
}

/** Ends when it is removed; the file is for this user's eyes alone. */
export interface Profiles {
  active: string | null
  environments: Record<string, Profile>
}

type Place = Pick<Environment, 'env' | 'home' | 'platform'>

/** https://specifications.freedesktop.org/basedir-spec, and what Windows has in its place. */
export function profilesFile({ env, home, platform }: Place): string {
  const base =
    platform === 'win32'
      ? (env.APPDATA ?? join(home, 'AppData', 'Roaming'))
      : env.XDG_CONFIG_HOME || join(home, '.config')
  return join(base, 'latchkey', 'environments.json')
}

export async function readProfiles(place: Place): Promise<Profiles> {
  const file = profilesFile(place)
  const text = await readFile(file, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return null
    throw unusable(file, error)
  })
  if (text === null) return { active: null, environments: {} }
  await refuseOpenFile(file, place)
  try {
    const { active = null, environments = {} } = JSON.parse(text)
    return { active, environments }
  } catch {
    throw new CommandError('profiles_damaged', `${file} is no JSON.`, {
      recovery: 'Mend it, or remove it and add your environments again: latchkey env add.',
    })
  }
}

/** Under another name first, so that a kill on the way leaves the old file whole. */
export async function writeProfiles(place: Place, profiles: Profiles): Promise<void> {
  const file = profilesFile(place)
  const unfinished = `${file}.${randomUUID()}`
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    const handle = await open(unfinished, 'wx', 0o600)
    try {
      await handle.writeFile(`${JSON.stringify(profiles, null, 2)}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(unfinished, file)
    await chmod(file, 0o600)
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {})
    throw unusable(file, error as NodeJS.ErrnoException)
  }
}

/** Names are typed in shells, and are keys of an object. */
export const isProfileName = (name: string) => /^[\w.-]{1,64}$/.test(name) && name !== '__proto__'

export function getProfile({ environments }: Profiles, name: string): Profile {
  const profile = Object.hasOwn(environments, name) ? environments[name] : undefined
  if (profile) return profile
  const names = Object.keys(environments)
  throw new CommandError('environment_not_found', `No environment is stored as "${name}".`, {
    recovery:
      names.length > 0
        ? `There are: ${names.join(', ')}.`
        : `Store it with: latchkey env add ${name} --url URL --api-key KEY`,
  })
}

/** Not mended in silence: whoever could read it may have done so. */
async function refuseOpenFile(file: string, { platform }: Place): Promise<void> {
  if (platform === 'win32') return
  const { mode } = await stat(file)
  if ((mode & 0o077) === 0) return
  throw new CommandError(
    'profiles_readable',
    `${file} can be read by other users of this machine.`,
    {
      recovery: `Close it with: chmod 600 ${file}\nIf one of them may have read it, replace the keys in it.`,
    },
  )
}

const causes: Record<string, string> = {
  EACCES: 'this user may not use it',
  EPERM: 'this user may not use it',
  EROFS: 'its file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of its path is a file',
  EISDIR: 'it is a folder',
}

function unusable(file: string, error: NodeJS.ErrnoException): CommandError {
  const cause = causes[error.code ?? ''] ?? error.message
  return new CommandError('profiles_unusable', `${file} cannot be used: ${cause}.`, {
    recovery:
      'Mend it, or move it out of the way: latchkey login and latchkey env add make a new one.',
    cause: error,
  })
}
