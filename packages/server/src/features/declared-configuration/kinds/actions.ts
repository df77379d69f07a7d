import type { Static } from '@fastify/type-provider-typebox'
import {
  type ActionEndpoint,
  type ActionEndpointSettings,
  createActionEndpoint,
  listActionEndpoints,
  updateActionEndpoint,
} from '../../actions/action-endpoint.ts'
import { defineKind, type World } from '../kind.ts'
import type { DeclaredAction } from '../wire.ts'

type Item = Static<typeof DeclaredAction>

export const actionsKind = defineKind<Item, ActionEndpoint>({
  noun: 'action',
  isOwners: true,
  keyOf: ({ type }) => type,
  declaredIn: ({ actions: items = [] }) =>
    items.map((item, index) => ({ item, at: ['actions', index] })),

  async find({ deps, environment }, { type }) {
    const present = await listActionEndpoints(deps, environment.id)
    return present.find((endpoint) => endpoint.type === type) ?? null
  },

  describe: toItem,

  create: ({ deps, environment }, item) =>
    createActionEndpoint(deps, environment.id, item.type, settingsOf(item), item.secret),

  update: ({ deps, environment }, { id }, item) =>
    updateActionEndpoint(deps, environment.id, id, settingsOf(item)),
})

export async function exportActions({ deps, environment }: World): Promise<Item[]> {
  return (await listActionEndpoints(deps, environment.id)).map(toItem)
}

const settingsOf = (item: Item): ActionEndpointSettings => ({
  url: item.url,
  enabled: item.enabled,
  failureMode: item.failure_mode,
  timeoutMilliseconds: item.timeout_milliseconds,
})

function toItem(endpoint: ActionEndpoint): Item {
  return {
    type: endpoint.type,
    url: endpoint.url,
    enabled: endpoint.enabled,
    failure_mode: endpoint.failureMode,
    timeout_milliseconds: endpoint.timeoutMilliseconds,
  }
}
