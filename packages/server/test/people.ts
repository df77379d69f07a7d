import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { enrollFactor } from '../src/features/authentication-factors/authentication-factor.ts'
import {
  type AuthenticationSettings,
  getEnvironment,
  updateAuthenticationSettings,
} from '../src/features/environments/environment.ts'
import { createUser, type User } from '../src/features/users/user.ts'
import { listEmailsOfAllEnvironments, type OpenedEmail } from '../src/mail/mail.ts'
import { type Answer, authenticate } from './api.ts'
import { answerOf, authorizeUrl, BrowserClient, type Visit } from './browser-client.ts'
import type { TestEnvironment, TestServer } from './server.ts'

export const password = 'correct horse battery staple'

export interface Person {
  email: string
  password: string
  user: User
}

/** An address that nobody used before, so that tests of one file do not meet each other's people. */
export const newEmail = (name = 'ada') => `${name}-${randomBytes(5).toString('hex')}@example.com`

/** Somebody with an account, a password and, unless it is said otherwise, a verified address. */
export async function createPerson(
  server: TestServer,
  of: { email?: string; emailVerified?: boolean; environment?: TestEnvironment } = {},
): Promise<Person> {
  const { email = newEmail(), emailVerified = true, environment = server.staging } = of
  const user = await createUser(server.deps, environment.environment, {
    email,
    password,
    emailVerified,
  })
  return { email, password, user }
}

/** The body of a successful password grant. */
export async function signInByApi(
  server: TestServer,
  person: Person,
  environment = server.staging,
): Promise<Answer['body']> {
  const answer = await authenticate(
    server,
    { grant_type: 'password', email: person.email, password: person.password },
    environment,
  )
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  return answer.body
}

export const refresh = (server: TestServer, refreshToken: string, more = {}) =>
  authenticate(server, { grant_type: 'refresh_token', refresh_token: refreshToken, ...more })

/** Goes through the hosted pages and stops where they leave for the application. */
export async function signInByPages(
  server: TestServer,
  person: { email: string; password: string },
  options: { browser?: BrowserClient; parameters?: Record<string, string | undefined> } = {},
): Promise<{ browser: BrowserClient; visit: Visit }> {
  const browser = options.browser ?? new BrowserClient(server)
  await browser.visit(authorizeUrl(server, options.parameters))
  await browser.submit({ email: person.email })
  const visit = await browser.submit({ password: person.password })
  return { browser, visit }
}

/** An authorization code of a person who just signed in with a browser of their own. */
export async function codeOf(
  server: TestServer,
  person: Person,
  parameters: Record<string, string | undefined> = {},
): Promise<string> {
  const { visit } = await signInByPages(server, person, { parameters })
  return answerOf(visit).searchParams.get('code') as string
}

/** Everything mailed to an address, newest first. */
export const mailsTo = (server: TestServer, to: string): Promise<OpenedEmail[]> =>
  listEmailsOfAllEnvironments(server.deps, { to, limit: 100 })

export async function codeMailedTo(server: TestServer, to: string): Promise<string> {
  const [mail] = await mailsTo(server, to)
  if (!mail?.content?.code) throw new Error(`No code was mailed to ${to}.`)
  return mail.content.code
}

export async function linkMailedTo(server: TestServer, to: string): Promise<string> {
  const [mail] = await mailsTo(server, to)
  if (!mail?.content?.url) throw new Error(`No link was mailed to ${to}.`)
  return mail.content.url
}

/** Six digits that are not these. */
export const wrongCode = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

/** What an authenticator app with this secret shows now, or so many steps of half a minute later. */
export const totpCode = (server: TestServer, secret: string, stepsLater = 0): string =>
  new TOTP({ secret }).generate({
    timestamp: server.deps.clock.now().getTime() + stepsLater * 30_000,
  })

/** Somebody whose sign-ins ask for the codes of this secret. */
export async function createPersonWithMfa(
  server: TestServer,
): Promise<Person & { secret: string; factorId: string }> {
  const person = await createPerson(server)
  const { factor, secret } = await enroll(server, person)
  return { ...person, secret: secret as string, factorId: factor.id }
}

/** From now on the sign-ins of this person ask for the codes of the secret that this answers with. */
export const addFactor = async (server: TestServer, person: Person): Promise<string> =>
  (await enroll(server, person)).secret as string

const enroll = ({ deps }: TestServer, { user }: Person) =>
  enrollFactor(deps, {
    environmentId: user.environmentId,
    userId: user.id,
    totp: { issuer: 'Tests', user: user.email },
    importedSecret: new Secret({ size: 20 }).base32,
  })

export async function changeSettings(
  { deps, staging }: TestServer,
  changes: Partial<AuthenticationSettings>,
): Promise<void> {
  const { id, settings } = await getEnvironment(deps, staging.environment.id)
  await updateAuthenticationSettings(deps, id, { ...settings, ...changes })
}
