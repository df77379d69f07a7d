import { setTimeout as sleep } from 'node:timers/promises'
import type { CommandError } from '../../command/command-error.ts'
import type { Call, Connection } from '../../connection/connection.ts'
import { refusalError, unauthorized } from '../../connection/explain.ts'

/** An answer of the platform to one row. */
export type Answer<Body> =
  | { ok: true; body: Body }
  | { ok: false; status: number; code: string; codes: string[]; message: string }

/**
 * The platform as a long piece of work needs it: it waits when it is told to, and tries again. One that
 * never answered is told at once: then the address is wrong.
 */
export interface PatientPlatform {
  ask<Body>(method: string, path: string, call?: Call): Promise<Answer<Body>>
}

const attempts = 6
const firstPauseMilliseconds = 100

export function createPatientPlatform(
  connection: Pick<Connection, 'send' | 'url' | 'source'>,
  signal: AbortSignal,
): PatientPlatform {
  let hasAnswered = false
  return {
    async ask<Body>(method: string, path: string, call: Call = {}): Promise<Answer<Body>> {
      for (let attempt = 1; ; attempt++) {
        const isLast = attempt === attempts
        const response = await connection.send(method, path, call).catch((error) => {
          if (isLast || signal.aborted || !hasAnswered) throw error
          return null
        })
        hasAnswered ||= response !== null
        if (response?.ok) return { ok: true, body: await bodyOf<Body>(response) }
        if (response?.status === 401) throw unauthorized(connection.url, connection.source)
        if (response && !isPassing(response.status)) return refusalOf(response)
        if (response && isLast && response.status !== 429) throw await gaveUp(response)
        // Who waits as long as they are told to is never refused for good.
        if (response?.status === 429) attempt = Math.min(attempt, attempts - 1)
        await sleep(pauseBefore(response, attempt), undefined, { signal })
      }
    },
  }
}

/** What another try may change. */
const isPassing = (status: number) => status === 429 || status >= 500

function pauseBefore(response: Response | null, attempt: number): number {
  const seconds = Number(response?.headers.get('retry-after') ?? Number.NaN)
  if (seconds > 0) return seconds * 1000
  return firstPauseMilliseconds * 2 ** (attempt - 1)
}

async function bodyOf<Body>(response: Response): Promise<Body> {
  const text = await response.text()
  return (text === '' ? null : JSON.parse(text)) as Body
}

/** Only what the row itself is the reason for. Everything else would meet each row after it as well. */
async function refusalOf(response: Response): Promise<Answer<never>> {
  const { status } = response
  const body = await response.json().catch(() => null)
  const error = refusalError(status, body, response.headers.get('x-request-id') ?? '')
  if (status === 403 || ['not_a_platform', 'endpoint_not_found'].includes(error.code)) throw error
  const details: { code?: string }[] = Array.isArray(body?.errors) ? body.errors : []
  const codes = [error.code, ...details.flatMap(({ code }) => code ?? [])]
  return { ok: false, status, code: error.code, codes, message: oneLine(error.message) }
}

const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ')

async function gaveUp(response: Response): Promise<CommandError> {
  const body = await response.json().catch(() => null)
  return refusalError(response.status, body, response.headers.get('x-request-id') ?? '')
}
