import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { ConfigError } from '../../config/config.ts'
import { inTransaction, inTransactionTakenBack, type Pool } from '../../db/database.ts'
import { oneProcessAtATime } from '../../db/migrate.ts'
import { createReadCache } from '../../db/read-cache.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors/errors.ts'
import { type Environment, getEnvironmentOfKind } from '../environments/environment.ts'
import type { Actor } from '../events/actor.ts'
import {
  type ConfigurationFile,
  ConfigurationRefused,
  type Path,
  type Problem,
  parseConfigurationFile,
} from './configuration-file.ts'
import {
  type AnyKind,
  DeclarationError,
  type Declared,
  type Difference,
  differences,
  reasonOf,
  type World,
} from './kind.ts'
import { kindsInOrder } from './kinds.ts'
import { Declaration, type DeclaredEnvironment, environmentNames } from './wire.ts'

/**
 * A declared configuration is a file that says what an installation has: settings, applications and
 * their addresses, keys, roles, organizations, people, flags. Applied, it makes that so, all of it or
 * nothing, and a second time changes nothing. It never ends: what is taken out of the file stays,
 * until somebody deletes it.
 */
export type DeclaredConfiguration = ConfigurationFile<Declaration>

/** One thing that was not as it is declared. */
export interface Change {
  environment: (typeof environmentNames)[number]
  kind: string
  key: string
  change: 'create' | 'update'
  fields: Difference[]
}

/** On whose behalf a file is applied: without an actor it is the operator's, at the start. */
export interface Applying {
  actor?: Actor
  /** The one whose part of the file counts; all of them where it is not given. */
  environment?: Environment
}

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

type Found = Change & { at: Path }

async function makeSo(
  deps: Deps,
  file: DeclaredConfiguration,
  { actor = null, environment: only }: Omit<Applying, 'actor'> & { actor?: Actor | null },
): Promise<Found[]> {
  const changes: Found[] = []
  for (const name of environmentNames) {
    const declared = file.value.environments[name]
    if (!declared || (only && only.kind !== name)) continue
    for (const kind of kindsInOrder) {
      // Asked anew for each kind: the one before may have changed its settings.
      const environment = await getEnvironmentOfKind(deps, name)
      const world = { deps, environment, actor }
      changes.push(...(await makeKindSo(world, file, name, kind, declared)))
    }
  }
  return changes
}

/** All problems of one kind are told together. Those of later kinds might only follow from them. */
async function makeKindSo(
  world: World,
  file: DeclaredConfiguration,
  name: Change['environment'],
  kind: AnyKind,
  declared: DeclaredEnvironment,
): Promise<Found[]> {
  const changes: Found[] = []
  const problems: Problem[] = []
  for (const { item, at: place } of kind.declaredIn(declared)) {
    const at = ['environments', name, ...place]
    try {
      const made = await inTransaction(world.deps.db, () => makeItemSo(world, kind, item))
      const { noun, keyOf } = kind
      if (made) changes.push({ environment: name, kind: noun, key: keyOf(item), ...made, at })
    } catch (error) {
      problems.push(toProblem(file, at, error))
    }
  }
  if (problems.length > 0) throw new ConfigurationRefused(file.name, problems)
  return changes
}

async function makeItemSo(
  world: World,
  kind: AnyKind,
  item: object,
): Promise<Pick<Change, 'change' | 'fields'> | null> {
  const present = await kind.find(world, item)
  if (present === null) {
    await kind.create(world, item)
    return { change: 'create', fields: [] }
  }
  const fields = differences(item, kind.describe(present, item))
  if (fields.length === 0) return null
  const names = new Set(fields.map(({ field }) => field.split('.')[0]))
  const changed = Object.entries(item).filter(([field]) => names.has(field))
  await kind.update(world, present, item, Object.fromEntries(changed))
  return { change: 'update', fields }
}

/** A refusal of the domain becomes one of the file, with the place that asked for it. */
function toProblem(file: DeclaredConfiguration, at: Path, error: unknown): Problem {
  if (error instanceof DeclarationError) {
    return file.problemAt([...at, error.field], error.message)
  }
  if (!(error instanceof ApiError)) throw error
  const field = error.details.errors?.[0]?.field
  return file.problemAt([...at, ...(field?.split('.') ?? [])], reasonOf(error))
}

/** Where everything was made so and is not, two places of the file say different things. */
async function refuseContradictions(
  deps: Deps,
  file: DeclaredConfiguration,
  applying: Applying,
): Promise<void> {
  const again = await makeSo(deps, file, applying)
  const problems = again.map(({ at, key, fields: [difference] }) =>
    difference
      ? file.problemAt(
          [...at, ...difference.field.split('.')],
          `${difference.field} of ${key} does not stay as it is declared, it becomes ${JSON.stringify(difference.from)}. Does another place of the file say so?`,
        )
      : file.problemAt(at, `${key} does not stay as it is declared.`),
  )
  if (problems.length > 0) throw new ConfigurationRefused(file.name, problems)
}

function findRepetitions(file: DeclaredConfiguration, name: Change['environment']): Problem[] {
  const declared = file.value.environments[name]
  if (!declared) return []
  return kindsInOrder.flatMap((kind) => {
    const first = new Map<string, Declared<object>>()
    return kind.declaredIn(declared).flatMap((declaration) => {
      const key = kind.keyOf(declaration.item)
      const before = first.get(key)
      if (!before) {
        first.set(key, declaration)
        return []
      }
      const { line } = file.problemAt(['environments', name, ...before.at], '')
      const message = `The ${kind.noun} ${key} is declared in line ${line} already.`
      return [file.problemAt(['environments', name, ...declaration.at], message)]
    })
  })
}
