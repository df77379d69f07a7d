import { availableParallelism } from 'node:os'
import { type Algorithm, hash, verify } from '@node-rs/argon2'
import { OverloadedError } from '../errors/errors.ts'
import { verifyImportedHash } from './imported-password-hash.ts'

/** Hashes passwords with argon2id, off the event loop, one at a time per processor core. */
export interface PasswordHasher {
  hash(password: string): Promise<string>
  /**
   * Whether the password has this hash. Without a hash (unknown account, no password) it does the
   * same work and answers false, so that both cost the same.
   */
  verify(passwordHash: string | null, password: string): Promise<boolean>
  /** Whether a hash was made elsewhere or otherwise, so that the next sign-in should replace it. */
  needsRenewal(passwordHash: string): boolean
}

// OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane.
const parameters = {
  algorithm: 2 satisfies Algorithm.Argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
}

const ownPrefix = '$argon2id$v=19$m=19456,t=2,p=1$'

const queueLimit = 100

export function createPasswordHasher(): PasswordHasher {
  const inTurn = createTurns(availableParallelism(), queueLimit)
  let decoy: Promise<string> | undefined
  return {
    hash: (password) => inTurn(() => hash(normalize(password), parameters)),
    async verify(passwordHash, password) {
      decoy ??= hash('a decoy that no account has', parameters)
      const comparedTo = passwordHash ?? (await decoy)
      if (isOwn(comparedTo)) {
        const matches = await inTurn(() => verifyOwn(comparedTo, password))
        return matches && passwordHash !== null
      }
      // The decoy as well: else a quick algorithm would tell that the account exists, by its time.
      const ours = await decoy
      return inTurn(async () => {
        await verify(ours, normalize(password))
        return verifyImported(comparedTo, password)
      })
    },
    needsRenewal: (passwordHash) => !isOwn(passwordHash),
  }
}

const isOwn = (passwordHash: string) => passwordHash.startsWith(ownPrefix)

/** An imported hash may have our parameters without having our Unicode form. */
const verifyOwn = async (passwordHash: string, password: string) =>
  (await verify(passwordHash, normalize(password))) ||
  (normalize(password) !== password && (await verify(passwordHash, password)))

/** Other systems hash what was typed; some normalize it first, as we do. */
const verifyImported = async (passwordHash: string, password: string) =>
  (await verifyImportedHash(passwordHash, password)) ||
  (normalize(password) !== password && verifyImportedHash(passwordHash, normalize(password)))

/** One password typed on two keyboards may arrive in two Unicode forms (NIST SP 800-63B §3.1.1.2). */
const normalize = (password: string) => password.normalize('NFKC')

/**
 * Hashing more at once than there are cores gains nothing and starves every other request, so
 * callers wait in a line of bounded length; past it they are told to come back.
 */
function createTurns(concurrency: number, limit: number) {
  const waiting: (() => void)[] = []
  let running = 0
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= concurrency) {
      if (waiting.length >= limit) {
        throw new OverloadedError('Too many sign-ins at once. Try again in a moment.')
      }
      // The turn is handed over by the one that ends: `running` stays as it is.
      await new Promise<void>((resume) => waiting.push(resume))
    } else {
      running++
    }
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
