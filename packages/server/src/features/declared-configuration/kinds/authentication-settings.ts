import type { Static } from '@fastify/type-provider-typebox'
import {
  type AuthenticationSettings,
  updateAuthenticationSettings,
} from '../../environments/environment.ts'
import { defineKind, type World } from '../kind.ts'
import {
  type DeclaredAuthenticationSettings,
  fromWireAuthenticationSettings,
  toWireAuthenticationSettings,
} from '../wire.ts'

type Item = Static<typeof DeclaredAuthenticationSettings>

export const authenticationSettingsKind = defineKind<Item, AuthenticationSettings>({
  noun: 'authentication_settings',
  isOwners: true,
  keyOf: () => '',
  declaredIn: ({ authentication_settings: item }) =>
    item ? [{ item, at: ['authentication_settings'] }] : [],
  find: async ({ environment }) => environment.settings,
  describe: (settings) => toWireAuthenticationSettings(settings),

  async update({ deps, environment }, present, item) {
    const before = toWireAuthenticationSettings(present)
    const settings = fromWireAuthenticationSettings({
      ...before,
      ...item,
      password: { ...before.password, ...item.password },
      sessions: { ...before.sessions, ...item.sessions },
    })
    await updateAuthenticationSettings(deps, environment.id, settings)
  },
})

export const exportAuthenticationSettings = ({ environment }: World) =>
  toWireAuthenticationSettings(environment.settings)
