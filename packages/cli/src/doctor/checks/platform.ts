import { CommandError } from '../../command/command-error.ts'
import type { Connection } from '../../connection/connection.ts'
import { explainFailure } from '../../connection/explain.ts'
import { type OwnKey, readOwnKey } from '../../connection/own-key.ts'
import { reachingFetch } from '../../connection/reaching-fetch.ts'
import { isLoopback } from '../../connection/settings.ts'
import type { Environment } from '../../environment/environment.ts'
import { bad, type Finding, good, warning } from '../finding.ts'

const slowMilliseconds = 1_000
// The Date header has whole seconds; tokens are refused for far less than this.
const skewSeconds = 30

/** Whether the platform answers, how fast, and what time it has. */
export async function checkReach(environment: Environment, url: string): Promise<Finding[]> {
  const started = performance.now()
  try {
    const response = await reachingFetch(environment, url)(`${url}/health`, {
      signal: AbortSignal.timeout(10_000),
    })
    const body = await response.json().catch(() => null)
    if (!response.ok || body?.status !== 'ok') {
      const recovery = 'Check the address: LATCHKEY_URL, or --url.'
      return [bad('not_a_platform', `What answers at ${url} is no Latchkey.`, { recovery })]
    }
    const milliseconds = Math.round(performance.now() - started)
    const answer = `${url} answers in ${milliseconds} ms.`
    return [
      milliseconds > slowMilliseconds
        ? warning('platform_slow', answer, { recovery: 'Is it far away, or busy?' })
        : good('platform', answer),
      ...checkClock(environment.now(), response.headers.get('date')),
    ]
  } catch (error) {
    environment.signal.throwIfAborted()
    const { message, recovery } = explainFailure(error) ?? (error as CommandError)
    return [bad('api_unreachable', message, { recovery })]
  }
}

function checkClock(here: Date, date: string | null): Finding[] {
  const there = Date.parse(date ?? '')
  if (Number.isNaN(there)) return []
  const seconds = Math.round((here.getTime() - there) / 1000)
  if (Math.abs(seconds) <= skewSeconds) return [good('clock', 'Both clocks say the same.')]
  const words = `${Math.abs(seconds)} seconds ${seconds > 0 ? 'ahead of' : 'behind'} the platform.`
  return [
    bad('clock_skew', `The clock of this machine is ${words}`, {
      recovery: 'Set both by the network: tokens are refused before their time and after it.',
    }),
  ]
}

/** What production is, the platform says: its keys may be declared under any name. */
function checkProduction({ url, source }: Connection, { environment }: OwnKey): Finding[] {
  if (environment.kind !== 'production' || !isLoopback(url)) return []
  const words = `The key of ${source} is of production, for a platform on this machine.`
  return [warning('mixed_environment', words, { recovery: 'Develop with a key of Staging.' })]
}

/** Whether the key opens an environment, and which. */
export async function checkKey(
  connection: Connection,
): Promise<{ ownKey: OwnKey | null; findings: Finding[] }> {
  const { source } = connection
  try {
    const ownKey = await readOwnKey(connection)
    const words = `The key of ${source} opens ${ownKey.environment.name}.`
    const findings = [good('api_key', words), ...checkProduction(connection, ownKey)]
    return { ownKey, findings }
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    const { message, recovery, code } = error
    const finding =
      code === 'endpoint_not_found'
        ? warning('platform_outdated', 'This platform is older than this command.')
        : bad(code === 'unauthorized' ? 'invalid_api_key' : code, message, { recovery })
    return { ownKey: null, findings: [finding] }
  }
}
