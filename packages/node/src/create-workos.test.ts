import { createWorkOS as createOfficialWorkOS } from '@workos-inc/node'
import { expect, expectTypeOf, test } from 'vitest'
import { createWorkOS, type PublicWorkOS } from './create-workos.ts'
import { WorkOS } from './workos.ts'

const apiHostname = 'api.example.com'

test('makes a client with everything from an API key', () => {
  const workos = createWorkOS({ apiKey: 'sk_test', apiHostname })
  expectTypeOf(workos).toEqualTypeOf<WorkOS>()
  expect(workos).toBeInstanceOf(WorkOS)
  expect(workos.key).toBe('sk_test')
})

test('makes a client that signs people in from a client ID', async () => {
  const workos = createWorkOS({ clientId: 'client_1', apiHostname })
  expectTypeOf(workos).toEqualTypeOf<PublicWorkOS>()
  expectTypeOf(workos.userManagement).not.toHaveProperty('listUsers')
  expectTypeOf(workos.sso).not.toHaveProperty('listConnections')

  const signIn = { redirectUri: 'https://example.com/callback', clientId: 'client_1' }
  const sso = { ...signIn, connection: 'conn_1' }
  const userManagement = { ...signIn, provider: 'authkit' }
  const official = createOfficialWorkOS({ clientId: 'client_1', apiHostname })
  expect(workos.sso.getAuthorizationUrl(sso)).toBe(official.sso.getAuthorizationUrl(sso))
  expect(workos.userManagement.getAuthorizationUrl(userManagement)).toBe(
    official.userManagement.getAuthorizationUrl(userManagement),
  )
  expect((await workos.pkce.generate()).codeChallengeMethod).toBe('S256')
})

test('refuses what needs an API key on a client without one', async () => {
  const workos = createWorkOS({ clientId: 'client_1', apiHostname }) as unknown as WorkOS
  await expect(workos.sso.listConnections()).rejects.toMatchObject({
    name: 'ApiKeyRequiredException',
  })
})

test('refuses a client with neither', () => {
  expect(() => createWorkOS({ clientId: '' })).toThrow('either an API key or a clientId')
})
