import type { Connection } from '../../connection/connection.ts'
import { redirectNames } from '../../connection/setting-names.ts'
import { isLoopback } from '../../connection/settings.ts'
import type { Environment } from '../../environment/environment.ts'
import { readSettings } from '../../mcp/configuration.ts'
import { bad, type Finding, good, warning } from '../finding.ts'
import type { Patient } from '../patient.ts'
import { visit, type Walk, walk } from '../walk.ts'

/** Whether the application, where it runs, turns in circles, and where its sign-in leads. */
export async function checkJourney(patient: Patient, connection: Connection): Promise<Finding[]> {
  const redirect = patient.find(...redirectNames)?.value ?? ''
  // An application on a phone is called back under a scheme of its own, where nobody can be asked.
  if (!URL.canParse(redirect) || !/^https?:/i.test(redirect)) return []
  const { origin } = new URL(redirect)
  const home = await walk(patient.environment, `${origin}/`)
  if (home.end.kind === 'silent') return []
  const signIn = await findSignIn(connection, origin)
  const journey = signIn ? await walk(patient.environment, signIn) : undefined
  const loops = [home, journey].flatMap((one) => (one?.end.kind === 'loop' ? [loopOf(one)] : []))
  if (loops.length > 0 || !signIn || !journey) return loops.slice(0, 1)
  return checkSignIn(patient.environment, connection.url, signIn, journey)
}

/** What the environment knows as the beginning of sign-ins, where that is of this application. */
async function findSignIn(connection: Connection, origin: string): Promise<string | undefined> {
  const { settings } = await readSettings(connection)
  const address = settings.application?.sign_in_endpoint ?? ''
  return URL.canParse(address) && new URL(address).origin === origin ? address : undefined
}

function loopOf({ hops }: Walk): Finding {
  const [start = '', ...rest] = hops
  const way = [...new Set(rest)].slice(0, 4).map((hop) => new URL(hop).pathname)
  const words = way.length > 0 ? ` to ${way.join(', ')} and on` : ' to itself'
  return bad('redirect_loop', `${start} sends browsers in a circle:${words}.`, {
    recovery:
      'Let the routes of sign-in and callback, and the pages they lead to, answer without a session.',
  })
}

async function checkSignIn(
  environment: Environment,
  platform: string,
  signIn: string,
  { end }: Walk,
): Promise<Finding[]> {
  if (end.kind === 'answered' && end.status >= 400) {
    return [
      bad('sign_in_route_fails', `${signIn} answers ${end.status}.`, {
        recovery: 'Look into the log of the application, or correct the sign-in endpoint.',
      }),
    ]
  }
  if (end.kind !== 'left' || !end.to.pathname.endsWith('/user_management/authorize')) return []
  if (!isSame(end.to, new URL(platform))) {
    return [
      warning('sign_in_elsewhere', `${signIn} leads to ${end.to.origin}, not to ${platform}.`, {
        recovery: 'Tell the SDK the address of this platform, unless both are the same.',
      }),
    ]
  }
  const answer = await visit(environment, end.to)
  if (answer && answer.status >= 400) {
    return [
      bad('authorize_refused', `The platform refuses the sign-in that ${signIn} begins.`, {
        recovery: 'Open that address in a browser: the page says what is wrong with it.',
      }),
    ]
  }
  return [good('sign_in_route', `${signIn} leads to the sign-in page.`)]
}

const isSame = (one: URL, other: URL) =>
  one.port === other.port &&
  (one.hostname === other.hostname || [one, other].every(({ href }) => isLoopback(href)))
