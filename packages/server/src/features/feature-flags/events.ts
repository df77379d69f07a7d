import type { Actor } from '../events/actor.ts'
import type { EventRecord } from '../events/event.ts'
import type { FeatureFlag } from './feature-flag.ts'
import type { NamedTargets } from './store.ts'
import { toWireFeatureFlag } from './wire.ts'

export interface FlagContext {
  client_id: string
  actor: Actor
}

/** For whom a flag is on, and how that is told. */
interface Rule {
  flag: FeatureFlag
  targets: NamedTargets
}

export const flagCreated = (flag: FeatureFlag, context: FlagContext) =>
  describe('flag.created', flag, context)
export const flagDeleted = (flag: FeatureFlag, context: FlagContext) =>
  describe('flag.deleted', flag, context)

export function flagUpdated(flag: FeatureFlag, before: FeatureFlag, context: FlagContext) {
  const told = ({ name, description, tags }: FeatureFlag) => ({ name, description, tags })
  const data = previousOf(told(flag), told(before))
  return describe('flag.updated', flag, context, { previous_attributes: { data } })
}

export function flagRuleUpdated(rule: Rule, before: Rule, context: FlagContext) {
  const data = ({ flag }: Rule) => ({ enabled: flag.enabled, default_value: flag.defaultValue })
  return describe('flag.rule_updated', rule.flag, context, {
    ...accessOf(rule),
    previous_attributes: {
      data: previousOf(data(rule), data(before)),
      context: previousOf(accessOf(rule), accessOf(before)),
    },
  })
}

function accessOf({ flag, targets }: Rule) {
  const hasTargets = targets.organizations.length + targets.users.length > 0
  const whenEnabled = flag.defaultValue ? 'all' : hasTargets ? 'some' : 'none'
  return { access_type: flag.enabled ? whenEnabled : 'none', configured_targets: targets }
}

/** What was otherwise before. */
function previousOf<T extends object>(now: T, before: T): Partial<T> {
  const changed = Object.entries(before).filter(
    ([key, value]) => JSON.stringify(now[key as keyof T]) !== JSON.stringify(value),
  )
  return Object.fromEntries(changed) as Partial<T>
}

function describe(
  event: EventRecord['event'],
  flag: FeatureFlag,
  context: FlagContext,
  more = {},
): EventRecord {
  const { environmentId } = flag
  const data = { ...toWireFeatureFlag(flag), environment_id: environmentId }
  return { environmentId, event, data, context: { ...context, ...more } }
}
