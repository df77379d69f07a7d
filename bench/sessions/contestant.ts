import { WorkOS as OfficialWorkOS } from '@workos-inc/node'
import { WorkOS } from '../../packages/node/src/index.ts'
import { claimsOf } from '../../packages/node/src/sessions/access-token.ts'
import { sealSession } from '../../packages/node/src/sessions/sealed-session.ts'
import { type Authentication, cookieOf, makeTraffic, officialSealer } from './traffic.ts'

/** One SDK in one process, so that neither collects the garbage of the other. */
export type Side = 'latchkey' | 'official'
export type Task = 'nothing-known' | 'token-known' | 'cookie-known' | 'seal'

export interface Measured {
  perSecond: number
  /** Of all threads, and not longer for whatever else the machine does. */
  cpuMicrosecondsEach: number
}

export interface Order {
  task: Task
  concurrency: number
  seconds: number
}

interface UserManagement {
  loadSealedSession(options: { sessionData: string; cookiePassword: string }): {
    authenticate(): Promise<{ authenticated: boolean }>
  }
}

const settings = { clientId: 'client_bench', apiHostname: 'api.example.com' }
const { cookiePassword, headers, manyHeaders, sessions } = await makeTraffic()
const works = process.argv[2] === 'official' ? officialWorks() : latchkeyWorks()

process.on('message', ({ task, concurrency, seconds }: Order) => {
  measure(works[task], concurrency, seconds).then(
    (measured) => process.send?.({ measured }),
    (failure) => process.send?.({ failure: String(failure) }),
  )
})
process.send?.({ cookieBytes: cookieOf(headers[0] as string).length })

type Works = Record<Task, (index: number) => Promise<unknown>>

function latchkeyWorks(): Works {
  const remembering = new WorkOS('sk_bench', settings).userManagement
  const wary = new WorkOS('sk_bench', { ...settings, sessionCache: false }).userManagement
  return {
    'nothing-known': (index) => authenticate(wary, headers, index),
    'token-known': (index) => authenticate(remembering, manyHeaders, index),
    'cookie-known': (index) => authenticate(remembering, headers, index),
    // As a sign-in seals it.
    seal: async (index) => {
      const session = pick(sessions, index)
      const { org_id: organizationId } = claimsOf(session.accessToken)
      return sealSession({ organizationId, ...session }, cookiePassword)
    },
  }
}

function officialWorks(): Works {
  const { userManagement } = new OfficialWorkOS('sk_bench', settings)
  const seal = officialSealer(cookiePassword)
  const anew = (index: number) => authenticate(userManagement, headers, index)
  return {
    'nothing-known': anew,
    'token-known': (index) => authenticate(userManagement, manyHeaders, index),
    'cookie-known': anew,
    seal: (index) => seal(pick<Authentication>(sessions, index)),
  }
}

async function authenticate(userManagement: UserManagement, from: string[], index: number) {
  const sessionData = cookieOf(pick(from, index))
  const session = userManagement.loadSealedSession({ sessionData, cookiePassword })
  const result = await session.authenticate()
  if (!result.authenticated) throw new Error(JSON.stringify(result))
}

function pick<T>(values: T[], index: number) {
  return values[index % values.length] as T
}

async function measure(
  work: (index: number) => Promise<unknown>,
  concurrency: number,
  seconds: number,
): Promise<Measured> {
  let count = 0
  const cpuBefore = process.cpuUsage()
  const start = performance.now()
  const end = start + seconds * 1000
  const worker = async () => {
    // The clock takes time as well.
    while (performance.now() < end) for (let turn = 0; turn < 16; turn++) await work(count++)
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  const perSecond = (count * 1000) / (performance.now() - start)
  const { user, system } = process.cpuUsage(cpuBefore)
  return { perSecond, cpuMicrosecondsEach: (user + system) / count }
}
