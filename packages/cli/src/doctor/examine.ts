import { CommandError } from '../command/command-error.ts'
import type { Context } from '../command/context.ts'
import { type ConnectionFlags, findUrl } from '../connection/settings.ts'
import { checkJourney } from './checks/journey.ts'
import { checkKey, checkReach } from './checks/platform.ts'
import { checkRegistration } from './checks/registration.ts'
import { checkRoutes } from './checks/routes.ts'
import { checkSdk } from './checks/sdk.ts'
import { checkSecrets } from './checks/secrets.ts'
import { checkSession } from './checks/session.ts'
import { checkSettings } from './checks/settings.ts'
import { checkUpdates } from './checks/updates.ts'
import { bad, type Finding, warning } from './finding.ts'
import { type Patient, readPatient } from './patient.ts'

interface ExamineOptions extends ConnectionFlags {
  /** Also with a key of production. */
  production?: boolean
  skipApi?: boolean
  skipSignIn?: boolean
}

/** Every check, what needs nothing first: the files of the application, then the platform. */
export async function examine(context: Context, options: ExamineOptions): Promise<Finding[]> {
  const patient = await readPatient(context.environment)
  const findings = [checkSdk, checkSettings, checkSecrets, checkRoutes].flatMap((check) =>
    check(patient),
  )
  if (options.skipApi) return findings
  const [updates, ofPlatform] = await Promise.all([
    checkUpdates(patient),
    examinePlatform(context, patient, options),
  ])
  return [...findings, ...updates, ...ofPlatform]
}

async function examinePlatform(
  { connect, environment }: Context,
  patient: Patient,
  options: ExamineOptions,
): Promise<Finding[]> {
  const reach = await checkReach(environment, await findUrl(environment, options))
  if (reach.some(({ severity, code }) => severity === 'bad' && code !== 'clock_skew')) return reach
  const connection = await connect().catch((error) => {
    if (error instanceof CommandError) return error
    throw error
  })
  if (connection instanceof CommandError) {
    const { code, message, recovery } = connection
    return [...reach, bad(code, message, { recovery })]
  }
  const { findings, ownKey } = await checkKey(connection)
  if (!ownKey) return [...reach, ...findings]
  const isProduction = ownKey.environment.kind === 'production'
  if (isProduction && !options.production) return [...reach, ...findings, productionLeftAlone()]
  const registration = await checkRegistration(patient, connection, ownKey)
  const journey = await checkJourney(patient, connection)
  const session = options.skipSignIn ? [] : await checkSession(environment, connection)
  return [...reach, ...findings, ...registration, ...journey, ...session]
}

const productionLeftAlone = () =>
  warning('production_left_alone', 'The key is of production, so nothing else was asked there.', {
    recovery: 'Add --production to ask it.',
  })
