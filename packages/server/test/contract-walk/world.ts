import { decodeJwt } from 'jose'
import { Secret } from 'otpauth'
import { getDefaultApplication } from '../../src/features/applications/application.ts'
import {
  type AuthenticationSettings,
  getEnvironment,
  getEnvironmentOfKind,
  updateAuthenticationSettings,
} from '../../src/features/environments/environment.ts'
import { createRedirect } from '../../src/features/redirects/redirect.ts'
import { type Answer, authenticate, type Body, callApi } from '../api.ts'
import { BrowserClient } from '../browser-client.ts'
import { asOwner, newMember } from '../organizations.ts'
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
} from '../people.ts'
import { redirectUri, type TestServer } from '../server.ts'
import { signInOwner } from '../sign-in-owner.ts'
import type { Ask } from './case.ts'

export type World = Awaited<ReturnType<typeof createWorld>>

/** A running server and what cases set up in it, each for itself. */
export async function createWorld(server: TestServer) {
  const { deps, staging } = server
  const ownerHeaders = (await signInOwner(server))(staging.environment)
  const owner = asOwner(server, ownerHeaders)
  const identities: Record<NonNullable<Ask['as']>, Record<string, string>> = {
    'a backend': { authorization: `Bearer ${staging.apiKey}` },
    nobody: {},
    'an owner led by another website': { ...ownerHeaders, 'sec-fetch-site': 'cross-site' },
  }
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

  const ownEnvironment = () => getEnvironment(deps, staging.environment.id)

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
    owner,

    /** The request of a case, over HTTP; the answer has been held against the contract. */
    async ask(operation: string, ask: Ask, send: typeof fetch): Promise<Response> {
      const [method, template = ''] = operation.split(' ')
      const values = [...(ask.at ?? [])]
      const path = template.replace(/\{\w+\}/g, () => encodeURIComponent(values.shift() ?? 'none'))
      const query = ask.query ? `?${new URLSearchParams(ask.query)}` : ''
      const body = ask.text ?? (ask.body === undefined ? undefined : JSON.stringify(ask.body))
      return send(`${server.url}${path}${query}`, {
        method: method as string,
        redirect: 'manual',
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...identities[ask.as ?? 'a backend'],
          ...ask.headers,
        },
        ...(body === undefined ? {} : { body }),
      })
    },

    /** Everything that a case changed for all is as before. */
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
    async pendingMember(): Promise<{
      membershipId: string
      email: string
      organizationId: string
      userId: string
    }> {
      const { id: organizationId } = await set('POST', '/organizations', { name: 'Acme' })
      const { id: userId, email } = await set('POST', '/user_management/users', {
        email: newEmail(),
      })
      await set('POST', '/user_management/invitations', { email, organization_id: organizationId })
      const query = `user_id=${userId}&statuses=pending`
      const { data } = await set('GET', `/user_management/organization_memberships?${query}`)
      return { membershipId: data[0].id, email, organizationId, userId }
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
      const { id, settings } = await ownEnvironment()
      await updateAuthenticationSettings(deps, id, { ...settings, ...changes })
      undo.push(() => updateAuthenticationSettings(deps, id, settings))
    },
  }
}
