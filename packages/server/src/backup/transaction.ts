import type pg from 'pg'
import { BackupError } from './backup-error.ts'
import { explainStorage, isConnectionLost } from './explain-storage.ts'

/**
 * All that fills a database, in one transaction that is committed at its very end: whatever ends this
 * process or the database before that leaves nothing. With `keep` false it is taken back.
 */
export async function inOneTransaction<Result>(
  client: pg.ClientBase,
  work: () => Promise<Result>,
  keep = true,
): Promise<Result> {
  try {
    await client.query('begin')
    // Whoever fills the same database at the same time waits, and is told that it is not empty.
    await client.query(`select pg_advisory_xact_lock(hashtext('latchkey restore'))`)
    const result = await work()
    if (keep) await commit(client)
    else await client.query('rollback')
    return result
  } catch (error) {
    throw explainStorage(error)
  }
}

/** Plans are made with what is known of the rows. They are there, also where this comes to nothing. */
export const analyze = (client: pg.ClientBase) => client.query('analyze').catch(() => {})

async function commit(client: pg.ClientBase): Promise<void> {
  try {
    await client.query('commit')
  } catch (error) {
    if (!isConnectionLost(error)) throw error
    throw new BackupError(
      'outcome_unknown',
      'The connection to the database was lost at the last step: it has everything now, or nothing.',
      'Run the same command again. Where it says that there is a Latchkey in the database, all of it is there.',
      { cause: error },
    )
  }
}
