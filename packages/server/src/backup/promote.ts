import { existsSync } from 'node:fs'
import { createSealer } from '../crypto/sealer.ts'
import { readArchive } from './archive.ts'
import { totals } from './backup.ts'
import { BackupError } from './backup-error.ts'
import { dump } from './dump.ts'
import { load, makeRoom } from './load.ts'
import { type Proof, prove } from './proof.ts'
import { fingerprintOf } from './secret.ts'
import { openEmbedded, openToFill, type Place } from './storage.ts'
import { analyze, inOneTransaction } from './transaction.ts'

export interface PromoteOptions {
  storage: Place & { databaseUrl: string }
  force?: boolean | undefined
  now: Date
}

export interface Promoted extends Proof {
  tables: number
  rows: number
  /** Where the embedded database stays as it is. */
  dataFolder: string
}

/**
 * Copies the embedded database into an external one, with its server stopped: nothing is written
 * meanwhile. The old one stays as it is, so there is a way back.
 */
export async function promote({ storage, force, now }: PromoteOptions): Promise<Promoted> {
  const { dataFolder } = storage
  if (!existsSync(dataFolder)) {
    throw new BackupError(
      'nothing_to_read',
      `There is no data folder ${dataFolder}.`,
      'Name the one of the installation with --data-dir.',
    )
  }
  const source = await openEmbedded({ ...storage, databaseUrl: undefined })
  try {
    const secret = source.secret
    if (!secret) throw noSecret(dataFolder)
    const target = await openToFill(storage)
    try {
      const about = {
        created_at: now.toISOString(),
        secret: { fingerprint: fingerprintOf(secret) },
      }
      const archive = await readArchive(dump(source.client, about))
      const promoted = await inOneTransaction(target.client, async () => {
        await makeRoom(target.client, force ?? false)
        const sums = await load(target.client, archive)
        const proof = await prove(target.client, createSealer(secret))
        return { ...totals(sums), ...proof, dataFolder }
      })
      await analyze(target.client)
      return promoted
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

const noSecret = (dataFolder: string) =>
  new BackupError(
    'secret_required',
    `${dataFolder} has no secret: its server was started with LATCHKEY_SECRET.`,
    'Set LATCHKEY_SECRET as it was set for that server.',
  )
