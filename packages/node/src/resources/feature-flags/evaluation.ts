import type { FlagPollEntry, FlagTarget } from './flag-poll.ts'

/** Something that a feature flag can be on for. */
export interface EvaluationResource {
  id: string
}

/** The context of applications that know users and organizations only. */
export type LegacyEvaluationContext = {
  userId?: string
  organizationId?: string
}

/** For each type of target, who asks: `{ user: { id: 'user_01…' }, workspace: { id: 'ws_1' } }`. */
export type TypedEvaluationContext = Record<string, EvaluationResource>

/** Who asks for a feature flag, in one of the two forms. Together they are no target of any flag. */
export type EvaluationContext = LegacyEvaluationContext | TypedEvaluationContext

/** Who asks, once the context is read: ids by type. */
type Targets = ReadonlyMap<string, string>
type Warn = (message: string, details?: unknown) => void

const legacyKeys = new Map([
  ['userId', 'user'],
  ['organizationId', 'organization'],
])
const targetType = /^[a-z][a-z0-9_-]{0,63}$/
const targetId = /^(?!\.{1,2}$)[A-Za-z0-9._:-]{1,255}$/

/** Whether a feature flag is on for one of these targets. */
export function isOn({ enabled, targets, default_value }: FlagPollEntry, asking: Targets): boolean {
  if (!enabled) return false
  for (const [type, id] of asking) {
    const candidates = targetsOfType(targets, type)
    if (candidates.some((target) => target.id === id && target.enabled)) return true
  }
  return default_value
}

function targetsOfType(targets: FlagPollEntry['targets'], type: string): FlagTarget[] {
  if (type === 'user') return targets.users
  if (type === 'organization') return targets.organizations
  return (targets.custom_targets ?? []).filter((target) => target.type === type)
}

/**
 * The targets that a context names. A flag is asked for in the midst of the application, so what is
 * wrong with a context never throws: it is no target, and `warn` hears of it.
 */
export function targetsOf(context: EvaluationContext, warn: Warn): Targets {
  const given = Object.entries(context as Record<string, unknown>).filter(
    ([, value]) => value !== undefined && value !== null,
  )
  const legacy = given.filter(([key, value]) => legacyKeys.has(key) && isFilled(value))
  const typed = given.filter(([key]) => !legacyKeys.has(key))
  if (legacy.length === 0) return new Map(typed.filter(isTarget(warn)).map(toTarget))
  if (typed.some(([, value]) => typeof value === 'object')) {
    warn('An evaluation context has either userId and organizationId or typed targets, not both.', {
      keys: Object.keys(context),
    })
    return new Map()
  }
  return new Map(legacy.map(([key, id]) => [legacyKeys.get(key) as string, id as string]))
}

type Given = [key: string, value: unknown]

function isTarget(warn: Warn) {
  return ([type, value]: Given) => {
    const flaw = flawOf(type, value)
    if (flaw) warn(`The evaluation context is read without "${type}": ${flaw}.`)
    return !flaw
  }
}

function flawOf(type: string, value: unknown) {
  if (!targetType.test(type)) return 'that is no type of a target'
  const id = typeof value === 'object' ? (value as Partial<EvaluationResource>).id : undefined
  if (typeof id !== 'string') return 'it has no id'
  if (!targetId.test(id)) return 'its id is not well-formed'
}

function toTarget([type, value]: Given): [string, string] {
  return [type, (value as EvaluationResource).id]
}

function isFilled(value: unknown) {
  return typeof value === 'string' && value !== ''
}
