/** A user or an organization for whom a feature flag is on while `enabled` is true. */
export interface FlagTarget {
  id: string
  enabled: boolean
}

/** A target of a type of the application's own, such as a workspace. */
export interface FlagCustomTarget extends FlagTarget {
  type: string
}

/** A feature flag with everything that decides about it, as the wire carries it. */
export interface FlagPollEntry {
  slug: string
  enabled: boolean
  default_value: boolean
  targets: {
    users: FlagTarget[]
    organizations: FlagTarget[]
    custom_targets?: FlagCustomTarget[]
  }
}

/** All feature flags of the environment, by slug. */
export type FlagPollResponse = Record<string, FlagPollEntry>

/** A feature flag before and after; null where it was not there before, or is not there any more. */
export interface FlagChange {
  /** Slug of the feature flag. */
  key: string
  previous: FlagPollEntry | null
  current: FlagPollEntry | null
}

type Flags = ReadonlyMap<string, FlagPollEntry>

/** What is different for an application that asks for a flag. Names and the order of targets are not. */
export function changesBetween(before: Flags, after: Flags): FlagChange[] {
  const keys = new Set([...before.keys(), ...after.keys()])
  return [...keys]
    .map((key) => ({ key, previous: before.get(key) ?? null, current: after.get(key) ?? null }))
    .filter(({ previous, current }) => !decideAlike(previous, current))
}

function decideAlike(one: FlagPollEntry | null, other: FlagPollEntry | null) {
  if (!one || !other) return one === other
  return (
    one.enabled === other.enabled &&
    one.default_value === other.default_value &&
    sameTargets(one.targets.users, other.targets.users) &&
    sameTargets(one.targets.organizations, other.targets.organizations) &&
    sameTargets(one.targets.custom_targets ?? [], other.targets.custom_targets ?? [])
  )
}

function sameTargets<Target extends FlagTarget | FlagCustomTarget>(
  some: Target[],
  others: Target[],
) {
  const enabledOf = new Map(others.map((target) => [keyOf(target), target.enabled]))
  return (
    some.length === others.length &&
    some.every((target) => enabledOf.get(keyOf(target)) === target.enabled)
  )
}

function keyOf(target: FlagTarget | FlagCustomTarget) {
  return 'type' in target ? `${target.type}:${target.id}` : target.id
}
