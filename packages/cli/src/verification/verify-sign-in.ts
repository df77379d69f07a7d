import { randomBytes, randomUUID } from 'node:crypto'
import { CommandError } from '../command/command-error.ts'
import { type Connection, openConnection } from '../connection/connection.ts'
import { readOwnKey } from '../connection/own-key.ts'
import type { Environment } from '../environment/environment.ts'

/** What an application does with a session, tried with somebody who exists for that alone. */
interface VerifiedSignIn {
  /** Each part, in order, with how long it took. */
  steps: { name: string; milliseconds: number }[]
  /** Of the sealed session, as it lies in the cookie. */
  cookieBytes: number
}

const deletedWithinMilliseconds = 10_000

/**
 * Signs a throw-away person in with a password, checks the sealed session as applications do, and
 * refreshes it. The person is deleted whatever happens, also after Ctrl-C.
 */
export async function verifySignIn(
  environment: Environment,
  settings: Connection,
  cookiePassword = randomBytes(24).toString('base64url'),
): Promise<VerifiedSignIn> {
  const steps: VerifiedSignIn['steps'] = []
  const step = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    const started = performance.now()
    const result = await work()
    steps.push({ name, milliseconds: Math.round(performance.now() - started) })
    return result
  }

  const { client_id: clientId } = await readOwnKey(settings)
  const { workos } = await openConnection(environment, { ...settings, clientId })
  const { userManagement } = workos
  const email = `verify-login+${randomUUID()}@example.com`
  const password = randomBytes(24).toString('base64url')
  const user = await step('Make a throw-away person', () =>
    userManagement.createUser({ email, password, emailVerified: true }),
  )
  try {
    const { sealedSession = '' } = await step('Sign in with a password', () =>
      userManagement.authenticateWithPassword({
        clientId,
        email,
        password,
        session: { sealSession: true, cookiePassword },
      }),
    )
    const session = userManagement.loadSealedSession({ sessionData: sealedSession, cookiePassword })
    await step('Check the session', async () => refuse(await session.authenticate(), 'check'))
    await step('Refresh the session', async () => refuse(await session.refresh(), 'refresh'))
    return { steps, cookieBytes: Buffer.byteLength(sealedSession) }
  } finally {
    await step('Delete the person', () => deletePerson(environment, settings, user))
  }
}

/** With time of its own: what stopped the command must not leave somebody behind. */
async function deletePerson(
  environment: Environment,
  settings: Connection,
  { id, email }: { id: string; email: string },
): Promise<void> {
  const signal = AbortSignal.timeout(deletedWithinMilliseconds)
  const { workos } = await openConnection({ ...environment, signal }, settings)
  await workos.userManagement.deleteUser(id).catch((cause) => {
    throw new CommandError('person_left_behind', `${email} could not be deleted.`, {
      recovery: `Delete them yourself: latchkey user delete ${id} --yes`,
      cause,
    })
  })
}

function refuse(result: { authenticated: boolean; reason?: string }, act: string): void {
  if (result.authenticated) return
  throw new CommandError(
    'session_refused',
    `The SDK could not ${act} the session that the platform gave: ${result.reason}.`,
    { recovery: 'Compare the clocks of both machines: latchkey doctor does.' },
  )
}
