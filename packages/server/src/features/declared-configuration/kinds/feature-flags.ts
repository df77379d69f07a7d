import type { Static } from '@fastify/type-provider-typebox'
import { isId } from '../../../ids/ids.ts'
import type { Actor } from '../../events/actor.ts'
import {
  addFlagTarget,
  createFeatureFlag,
  type FeatureFlag,
  findFeatureFlag,
  listFeatureFlags,
  listFlagRules,
  setFlagEnabled,
  updateFeatureFlag,
} from '../../feature-flags/feature-flag.ts'
import { findOrganization } from '../../organizations/organization.ts'
import { getUser } from '../../users/user.ts'
import {
  asDeclared,
  DeclarationError,
  defineKind,
  everyPage,
  sayWhatIsThere,
  type World,
  withoutEmptyLists,
} from '../kind.ts'
import type { DeclaredFeatureFlag } from '../wire.ts'
import { getUserNamed } from './named-user.ts'

type Item = Static<typeof DeclaredFeatureFlag>

/** Events name who changed a flag. At the start that is nobody but the file. */
const actorOf = ({ actor }: World): Actor =>
  actor ?? { id: 'latchkey.config.yaml', source: 'system', name: null }

export const featureFlagsKind = defineKind<Item, FeatureFlag>({
  noun: 'feature_flag',
  keyOf: ({ slug }) => slug,
  declaredIn: ({ feature_flags: items = [] }) =>
    items.map((item, index) => ({ item, at: ['feature_flags', index] })),
  find: ({ deps, environment }, { slug }) => findFeatureFlag(deps, environment.id, slug),
  describe: (flag, item) => ({ ...fieldsOf(flag), tags: asDeclared(item.tags, flag.tags) }),

  async create(world, item) {
    const { slug, name, description = null, tags = [] } = item
    const described = { slug, name, description, tags }
    await createFeatureFlag(world.deps, described, null, actorOf(world))
    await setRule(world, item)
  },

  async update(world, { slug }, _item, { name, description, tags, ...rule }) {
    const { deps, environment, actor } = world
    const changes = { name, description, tags }
    const describes = Object.entries(changes).find(([, value]) => value !== undefined)
    if (describes && actor?.source === 'api') {
      const message =
        'A flag is described for every environment, and an API key has one. Apply this as an owner, or at the start.'
      throw new DeclarationError(describes[0], message)
    }
    await updateFeatureFlag(deps, environment.id, slug, changes, actorOf(world))
    await setRule(world, { slug, ...rule })
  },
})

async function setRule(
  world: World,
  { slug, enabled, default_value: defaultValue }: Pick<Item, 'slug' | 'enabled' | 'default_value'>,
): Promise<void> {
  const { deps, environment } = world
  if (defaultValue !== undefined) {
    await updateFeatureFlag(deps, environment.id, slug, { defaultValue }, actorOf(world))
  }
  if (enabled !== undefined) {
    await setFlagEnabled(deps, environment.id, slug, enabled, actorOf(world))
  }
}

interface Target {
  slug: string
  target: string
}

/** Added to those that a flag has. */
export const flagTargetsKind = defineKind<Target, string>({
  noun: 'feature_flag_target',
  keyOf: ({ slug, target }) => `${target} of ${slug}`,
  declaredIn: ({ feature_flags: flags = [] }) =>
    flags.flatMap(({ slug, targets = [] }, flag) =>
      targets.map((target, index) => ({
        item: { slug, target },
        at: ['feature_flags', flag, 'targets', index],
      })),
    ),

  async find(world, { slug, target }) {
    const id = await idOfTarget(world, target)
    const rules = await listFlagRules(world.deps, world.environment.id)
    const rule = rules.find((candidate) => candidate.slug === slug)
    return rule && [...rule.userIds, ...rule.organizationIds].includes(id) ? id : null
  },

  describe: () => ({}),

  async create(world, { slug, target }) {
    const id = await idOfTarget(world, target)
    await addFlagTarget(world.deps, world.environment.id, slug, id, actorOf(world))
  },
})

async function idOfTarget(world: World, target: string): Promise<string> {
  if (!isId('org', target)) return (await getUserNamed(world, 'target', target)).id
  const organization = await findOrganization(world.deps, world.environment.id, target)
  if (organization) return organization.id
  const message = `There is no organization '${target}' here. Declare it among the organizations.`
  throw new DeclarationError('target', message)
}

export async function exportFeatureFlags(world: World, withTargets: boolean): Promise<Item[]> {
  const { deps, environment } = world
  const flags = await everyPage((page) => listFeatureFlags(deps, environment.id, page))
  const targets = withTargets ? await exportTargets(world) : new Map<string, string[]>()
  return flags
    .map((flag) => ({
      slug: flag.slug,
      ...sayWhatIsThere(fieldsOf(flag)),
      ...withoutEmptyLists({ targets: targets.get(flag.slug) ?? [] }),
    }))
    .sort((left, right) => (left.slug < right.slug ? -1 : 1))
}

/** Users by their addresses, as a person would name them. */
async function exportTargets({ deps, environment }: World): Promise<Map<string, string[]>> {
  const targets = new Map<string, string[]>()
  for (const { slug, userIds, organizationIds } of await listFlagRules(deps, environment.id)) {
    const users: string[] = []
    for (const id of userIds) users.push((await getUser(deps, environment.id, id)).email)
    targets.set(slug, [...organizationIds, ...users])
  }
  return targets
}

const fieldsOf = (flag: FeatureFlag) => ({
  name: flag.name,
  description: flag.description,
  tags: flag.tags,
  enabled: flag.enabled,
  default_value: flag.defaultValue,
})
