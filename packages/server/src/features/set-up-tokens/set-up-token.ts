import { createToken, hashToken } from '../../crypto/tokens.ts'
import type { Database } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import * as store from './store.ts'

/**
 * The set-up token is in the link that the first start prints: whoever reads the terminal may
 * create the account that owns this installation. It is used once; until then every start prints
 * the same link.
 */
export async function ensureSetUpToken(deps: Deps): Promise<string | null> {
  const token = createToken()
  await store.insertIfNone(deps.db, {
    tokenHash: hashToken(token),
    tokenSealed: deps.sealer.seal('set-up-token', token),
    now: deps.clock.now(),
  })
  const open = await store.findOpen(deps.db)
  return open ? deps.sealer.unseal('set-up-token', open.tokenSealed) : null
}

export async function isUsableSetUpToken(deps: Deps, tokenHash: Buffer): Promise<boolean> {
  const open = await store.findOpen(deps.db)
  return open?.tokenHash.equals(tokenHash) ?? false
}

/** False when somebody else was first. Part of the transaction that creates the owner. */
export async function consumeSetUpToken(
  db: Database,
  tokenHash: Buffer,
  now: Date,
): Promise<boolean> {
  return store.consume(db, tokenHash, now)
}
