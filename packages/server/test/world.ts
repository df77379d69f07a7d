import { decodeJwt } from 'jose'
import { Secret } from 'otpauth'
import { getDefaultApplication } from '../src/features/applications/application.ts'
import {
  type AuthenticationSettings,
  getEnvironment,
  getEnvironmentOfKind,
  updateAuthenticationSettings,
} from '../src/features/environments/environment.ts'
import { createRedirect } from '../src/features/redirects/redirect.ts'
import { type Answer, authenticate, type Body, callApi } from './api.ts'
import { BrowserClient } from './browser-client.ts'
import { newConnection } from './connections.ts'
import { asOwner, newMember } from './organizations.ts'
import {
  codeMailedTo,
  codeOf,
  createPerson,
  createPersonWithMfa,
  newEmail,
  type Person,
  password,
  signInByApi,
  totpCode,
  wrongCode,
} from './people.ts'
import { redirectUri, type TestServer } from './server.ts'
import { signInOwner } from './sign-in-owner.ts'

export type World = Awaited<ReturnType<typeof createWorld>>

/**
 * A running server, and what a test sets up in it: things of its own each time, so that hundreds of
 * tests share one server. What is changed for all is undone by `tidyUp`.
 */
export async function createWorld(server: TestServer) {
  const { deps, staging } = server
  const ownerHeaders = (await signInOwner(server))(staging.environment)
  const owner = asOwner(server, ownerHeaders)
  const undo: (() => Promise<unknown>)[] = []
  let count = 0
  const newName = (kind: string) => `${kind}-${++count}`

  /** Asks and does not mind the answer. */
  const attempt = (method: string, path: string, body?: unknown): Promise<Answer> =>
    callApi(server, method, path, body)

  /** Asks for what a case begins with, and answers with the body. */
  const set = async (method: string, path: string, body?: unknown): Promise<Body> => {
    const answer = await attempt(method, path, body)
    if (answer.status >= 400) {
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    }
    return answer.body
  }

  const credentials = { client_id: staging.clientId, client_secret: staging.apiKey }

  return {
    server,
    password,
    credentials,
    redirectUri,
    newName,
    newEmail,
    attempt,
    set,
    wrongCode,
    ownerHeaders,
    owner,

    async tidyUp(): Promise<void> {
      for (const act of undo.splice(0).reverse()) await act()
    },

    advance: (seconds: number) => deps.clock.advance(seconds),

    async organization(more: object = {}): Promise<Body> {
      return set('POST', '/organizations', { name: 'Acme', ...more })
    },

    person: (of: { email?: string; emailVerified?: boolean } = {}): Promise<Person> =>
      createPerson(server, of),

    async user(more: object = {}): Promise<Body> {
      return set('POST', '/user_management/users', { email: newEmail(), ...more })
    },

    member: (organizationId: string, roles = {}) => newMember(server, organizationId, roles),

    /** Somebody with an account who is invited to an organization, and the membership that waits. */
    async pendingMember() {
      const { id: organizationId } = await set('POST', '/organizations', { name: 'Acme' })
      const { id: userId, email } = await set('POST', '/user_management/users', {
        email: newEmail(),
      })
      await set('POST', '/user_management/invitations', { email, organization_id: organizationId })
      const query = `user_id=${userId}&statuses=pending`
      const { data } = await set('GET', `/user_management/organization_memberships?${query}`)
      return { membershipId: data[0].id as string, organizationId, userId }
    },

    async permission(): Promise<string> {
      const slug = newName('permission')
      return (await set('POST', '/authorization/permissions', { slug, name: slug })).slug
    },

    async role(more: object = {}): Promise<string> {
      const slug = newName('role')
      return (await set('POST', '/authorization/roles', { slug, name: slug, ...more })).slug
    },

    async organizationRole(organizationId: string): Promise<string> {
      const slug = newName('org-role')
      const path = `/authorization/organizations/${organizationId}/roles`
      return (await set('POST', path, { slug, name: slug })).slug
    },

    async group(organizationId: string): Promise<string> {
      const name = newName('group')
      return (await set('POST', `/organizations/${organizationId}/groups`, { name })).id
    },

    connection: (of?: Parameters<typeof newConnection>[1]) => newConnection(server, of),

    /** The published API makes no flags: that is for owners. */
    async flag(): Promise<string> {
      const slug = newName('flag')
      await owner('POST', '/dashboard/api/feature-flags', { slug, name: slug })
      return slug
    },

    codeMailedTo: (email: string) => codeMailedTo(server, email),
    codeOf: (person: Person, parameters = {}) => codeOf(server, person, parameters),
    personWithMfa: () => createPersonWithMfa(server),
    totpCode: (secret: string, stepsLater = 0) => totpCode(server, secret, stepsLater),
    newTotpSecret: () => new Secret({ size: 20 }).base32,
    signIn: (person: Person) => signInByApi(server, person),
    authenticate: (parameters: Record<string, unknown>) => authenticate(server, parameters),

    browser: () => new BrowserClient(server),

    async sessionId(person: Person): Promise<string> {
      const { access_token } = await signInByApi(server, person)
      return decodeJwt(access_token).sid as string
    },

    async signOutRedirect(): Promise<string> {
      const uri = `https://${newName('app')}.example.com/goodbye`
      await createRedirect(deps, 'sign_out_redirects', staging, uri)
      return uri
    },

    async dashboardClientId(): Promise<string> {
      const { id } = await getEnvironmentOfKind(deps, 'system')
      return (await getDefaultApplication(deps, id)).clientId
    },

    async jwtTemplate(content: string): Promise<void> {
      const path = '/user_management/jwt_template'
      const unremarkable = '{"email": {{ user.email }}}'
      await set('PUT', path, { content })
      undo.push(() => set('PUT', path, { content: unremarkable }))
    },

    async settings(changes: Partial<AuthenticationSettings>): Promise<void> {
      const { id, settings } = await getEnvironment(deps, staging.environment.id)
      await updateAuthenticationSettings(deps, id, { ...settings, ...changes })
      undo.push(() => updateAuthenticationSettings(deps, id, settings))
    },
  }
}
