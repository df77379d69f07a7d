import { inTransaction } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors/errors.ts'
import { mayChooseIds } from '../api-keys/api-key.ts'
import { type Environment, getEnvironmentOfKind } from '../environments/environment.ts'
import type { Actor } from '../events/actor.ts'
import type { Change } from './change.ts'
import {
  type ConfigurationFile,
  ConfigurationRefused,
  type Path,
  type Problem,
} from './configuration-file.ts'
import {
  type AnyKind,
  DeclarationError,
  type Declared,
  differences,
  isKeyOfProduction,
  reasonOf,
  type World,
} from './kind.ts'
import { kindsInOrder } from './kinds.ts'
import { type Declaration, type DeclaredEnvironment, environmentNames } from './wire.ts'

type DeclaredConfiguration = ConfigurationFile<Declaration>

/** On whose behalf a file is applied: without an actor it is the operator's, at the start. */
export interface Applying {
  actor?: Actor
  /** The one whose part of the file counts; all of them where it is not given. */
  environment?: Environment
}

/** A change, and where the file asks for it. */
type Found = Change & { at: Path }

/** Makes everything so that the file declares, and tells what was not. */
export async function makeSo(
  deps: Deps,
  file: DeclaredConfiguration,
  { actor, environment: only }: Applying,
): Promise<Found[]> {
  const changes: Found[] = []
  for (const name of environmentNames) {
    const declared = file.value.environments[name]
    if (!declared || (only && only.kind !== name)) continue
    for (const kind of kindsInOrder) {
      // Asked anew for each kind: the one before may have changed its settings.
      const environment = await getEnvironmentOfKind(deps, name)
      const world = { deps, environment, actor: actor ?? null }
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
      const made = await makeItemSo(world, kind, item)
      const { noun, keyOf } = kind
      if (made) changes.push({ environment: name, kind: noun, key: keyOf(item), ...made, at })
    } catch (error) {
      problems.push(toProblem(file, at, error))
    }
  }
  if (problems.length > 0) throw new ConfigurationRefused(file.name, problems)
  return changes
}

/** A change may fail by itself, so that the others are tried and told of, too. */
async function makeItemSo(
  world: World,
  kind: AnyKind,
  item: object,
): Promise<Pick<Change, 'change' | 'fields'> | null> {
  const present = await kind.find(world, item)
  if (present === null) {
    refuseKeyOfProduction(world, kind)
    await refuseChosenId(world, item)
    await inTransaction(world.deps.db, async () => kind.create?.(world, item))
    return { change: 'create', fields: [] }
  }
  const fields = differences(item, kind.describe(present, item))
  if (fields.length === 0) return null
  refuseKeyOfProduction(world, kind)
  const names = new Set(fields.map(({ field }) => field.split('.')[0]))
  const changed = Object.fromEntries(Object.entries(item).filter(([field]) => names.has(field)))
  await inTransaction(world.deps.db, async () => kind.update?.(world, present, item, changed))
  return { change: 'update', fields }
}

/**
 * Applications in production carry a key. Whoever steals it has their data, and still must not turn
 * off the second factor, or have every sign-in sent to an Action of theirs.
 */
function refuseKeyOfProduction(world: World, { noun, isOwners }: AnyKind): void {
  if (!isOwners || !isKeyOfProduction(world)) return
  const message = `An API key does not change the ${noun} of production. Apply this as an owner, or at the start.`
  throw new DeclarationError(null, message)
}

/** By this way as by an import: an id is the word of an owner in production. */
async function refuseChosenId({ deps, environment, actor }: World, item: object): Promise<void> {
  const isChosen = 'id' in item && item.id !== undefined
  if (!isChosen || actor?.source !== 'api') return
  if (await mayChooseIds(deps, environment, actor.id)) return
  throw new DeclarationError(
    'id',
    'The key of an application chooses no ids in production. Apply this as an owner, or with the key of one, which `latchkey login` makes.',
  )
}

/** A refusal of the domain becomes one of the file, with the place that asked for it. */
function toProblem(file: DeclaredConfiguration, at: Path, error: unknown): Problem {
  if (error instanceof DeclarationError) {
    const field = error.field === null ? [] : [error.field]
    return file.problemAt([...at, ...field], error.message)
  }
  if (!(error instanceof ApiError)) throw error
  const field = error.details.errors?.[0]?.field
  return file.problemAt([...at, ...(field?.split('.') ?? [])], reasonOf(error))
}

/** Where everything was made so and is not, two places of the file say different things. */
export async function refuseContradictions(
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

/** What an environment declares a second time. */
export function findRepetitions(
  file: DeclaredConfiguration,
  name: Change['environment'],
): Problem[] {
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
