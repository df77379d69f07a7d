/** Which installation: options of the command line, and the environment for what they leave open. */
export interface Installation {
  databaseUrl?: string | undefined
  dataDir: string
  env: Record<string, string | undefined>
  /** Ends the work, which leaves nothing behind. */
  signal?: AbortSignal | undefined
}

/** Refusals are errors named `BackupError`, with a `code`, a message and perhaps what to do about it. */
export interface BackupError extends Error {
  name: 'BackupError'
  code: string
  recovery?: string | undefined
}

/** Writes the whole installation into one file, whether or not its server runs. */
export function backup(options: {
  installation: Installation
  file: string
  passphrase?: string | undefined
  overwrite?: boolean | undefined
  now: Date
  /** Shows how far it is, of so many rows: first written, then read once to be sure. */
  startProgress?:
    | ((
        phase: 'writing' | 'checking',
        rows: number,
      ) => { advance(rows: number): void; done(): void })
    | undefined
}): Promise<{
  file: string
  bytes: number
  tables: number
  rows: number
  migration: string
  holdsSecret: boolean
}>

/** Brings a backup into an empty place: all of it, proven, or nothing. */
export function restore(options: {
  installation: Installation
  file: string
  passphrase?: string | undefined
  force?: boolean | undefined
  verifyOnly?: boolean | undefined
  secretFile?: string | undefined
}): Promise<{
  createdAt: string
  migration: string
  tables: number
  rows: number
  unsealed: number
  signingKeys: number
  secretIn: 'environment' | 'folder' | 'file'
}>

/** Copies the embedded database, whose server is stopped, into an external one. */
export function promote(options: {
  installation: Omit<Installation, 'databaseUrl'>
  databaseUrl: string
  force?: boolean | undefined
  now: Date
}): Promise<{
  tables: number
  rows: number
  unsealed: number
  signingKeys: number
  dataFolder: string
}>

/** Hashes of passwords and secrets of authenticator apps, of every environment: the API never shows them. */
export function readCredentials(options: { installation: Installation }): Promise<{
  passwords: { userId: string; hash: string; type: string; saltPosition?: 'prefix' }[]
  totpSecrets: { userId: string; secret: string; issuer: string; user: string }[]
}>

/** A way in for an owner who cannot sign in, or for the first one. `args` are options of the server. */
export function createOwnerLink(options: {
  args: string[]
  env: Record<string, string | undefined>
}): Promise<{
  /** Whose new password it sets; null where it makes the first account. */
  email: string | null
  url: string
  /** What the link is for, in words. */
  purpose: string
}>
