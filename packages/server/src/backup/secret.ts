import { createSealer } from '../crypto/sealer.ts'
import type { Heading } from './archive.ts'
import { BackupError } from './backup-error.ts'
import { openSecret } from './passphrase.ts'

/** Tells one secret from another, and nothing else of it. */
export const fingerprintOf = (secret: string) =>
  createSealer(secret)
    .authenticate('backup', Buffer.from('fingerprint'))
    .subarray(0, 12)
    .toString('base64url')

export interface FoundSecret {
  secret: string
  from: 'here' | 'backup'
}

/** The secret that the backup's sealed values open with: the one that is known here, or the backup's own. */
export async function secretFor(
  { secret: described }: Heading,
  known: string | undefined,
  passphrase: string | undefined,
): Promise<FoundSecret> {
  if (known && fingerprintOf(known) === described.fingerprint)
    return { secret: known, from: 'here' }
  if (described.sealed && passphrase !== undefined) {
    return { secret: await openSecret(described.sealed, passphrase), from: 'backup' }
  }
  const ways = [
    'Set LATCHKEY_SECRET to the secret of that installation (it lies in its data folder, as secret)',
    ...(described.sealed ? ['or open the one in the backup with --passphrase-file'] : []),
  ]
  throw new BackupError(
    known ? 'wrong_secret' : 'secret_required',
    known
      ? 'The backup was made of an installation with another LATCHKEY_SECRET.'
      : 'The backup can be read only with the LATCHKEY_SECRET of the installation it was made of.',
    `${ways.join(', ')}.`,
  )
}
