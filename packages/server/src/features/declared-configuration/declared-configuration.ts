import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { ConfigError } from '../../config/config.ts'
import { inTransactionTakenBack, type Pool } from '../../db/database.ts'
import { oneProcessAtATime } from '../../db/migrate.ts'
import { createReadCache } from '../../db/read-cache.ts'
import type { Deps } from '../../deps.ts'
import type { Change } from './change.ts'
import {
  type ConfigurationFile,
  ConfigurationRefused,
  parseConfigurationFile,
} from './configuration-file.ts'
import { type Applying, findRepetitions, makeSo, refuseContradictions } from './make-so.ts'
import { Declaration, environmentNames } from './wire.ts'

/**
 * A declared configuration is a file that says what an installation has: settings, applications and
 * their addresses, keys, roles, organizations, people, flags. Applied, it makes that so, all of it or
 * nothing, and a second time changes nothing. It never ends: what is taken out of the file stays,
 * until somebody deletes it.
 */
export type DeclaredConfiguration = ConfigurationFile<Declaration>

/** What applying a file will do, and the passwords that have to be hashed for it. */
export interface Rehearsal {
  changes: Change[]
  passwords: string[]
}

export async function readDeclaredConfiguration(path: string): Promise<DeclaredConfiguration> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError(`The configuration file ${path} cannot be read: ${error.code}.`)
  })
  return parseDeclaredConfiguration(basename(path), text)
}

export function parseDeclaredConfiguration(name: string, text: string): DeclaredConfiguration {
  const file = parseConfigurationFile<Declaration>(name, text, Declaration)
  const problems = environmentNames.flatMap((environment) => findRepetitions(file, environment))
  if (problems.length > 0) throw new ConfigurationRefused(name, problems)
  return file
}

/**
 * Applies the file and takes everything back: this finds what would change and whatever the domain
 * refuses. `prepare` is work that has to come before, and is taken back with it.
 */
export async function rehearse(
  deps: Deps,
  file: DeclaredConfiguration,
  applying: Applying = {},
  prepare: (deps: Deps) => Promise<unknown> = async () => {},
): Promise<Rehearsal> {
  refuseOthersFile(file, applying)
  return inTransactionTakenBack(deps.db, async (transaction) => {
    const passwords = new Set<string>()
    // Nobody signs in with what is taken back, so no time is spent on it inside of the transaction.
    const hash = async (password: string) => {
      passwords.add(password)
      return 'a hash that is never kept'
    }
    const { deps: inside } = partOf(deps, transaction, hash)
    await prepare(inside)
    return oneProcessAtATime(transaction, async () => {
      const changes = await makeSo(inside, file, applying)
      if (changes.length > 0) await refuseContradictions(inside, file, applying)
      return { changes, passwords: [...passwords] }
    })
  })
}

/** Nothing to change would be said of a file that has nothing for the one environment that counts. */
function refuseOthersFile(file: DeclaredConfiguration, { environment }: Applying): void {
  if (!environment || environment.kind in file.value.environments) return
  const message = `It declares nothing for ${environment.kind}, where this API key belongs.`
  throw new ConfigurationRefused(file.name, [file.problemAt(['environments'], message)])
}

/** Makes everything so that a rehearsal found wanting; of several processes each waits for its turn. */
export async function carryOut(
  deps: Deps,
  file: DeclaredConfiguration,
  rehearsal: Rehearsal,
  applying: Applying = {},
): Promise<Change[]> {
  if (rehearsal.changes.length === 0) return []
  const hashes = new Map<string, string>()
  // One after the other: the remaining cores are for those who sign in meanwhile.
  for (const password of rehearsal.passwords) {
    hashes.set(password, await deps.passwordHasher.hash(password))
  }
  const hash = async (password: string) =>
    hashes.get(password) ?? deps.passwordHasher.hash(password)
  const { changes, forget } = await oneProcessAtATime(deps.db, async (transaction) => {
    const { deps: inside, forget } = partOf(deps, transaction, hash)
    return { changes: await makeSo(inside, file, applying), forget }
  })
  forget()
  return changes
}

export async function applyDeclaredConfiguration(
  deps: Deps,
  file: DeclaredConfiguration,
  applying: Applying = {},
): Promise<Change[]> {
  return carryOut(deps, file, await rehearse(deps, file, applying), applying)
}

/** The world as the domain sees it while everything it does is a part of one transaction. */
function partOf(deps: Deps, transaction: Pool, hash: (password: string) => Promise<string>) {
  const cache = createReadCache(deps.clock)
  const forgotten = new Set<string>()
  const inside: Deps = {
    ...deps,
    db: transaction,
    passwordHasher: { ...deps.passwordHasher, hash },
    cache: {
      ...cache,
      forget(key) {
        forgotten.add(key)
        cache.forget(key)
      },
    },
  }
  /** Others may see what changed, once it is committed. */
  const forget = () => {
    for (const key of forgotten) deps.cache.forget(key)
  }
  return { deps: inside, forget }
}
