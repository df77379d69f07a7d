import { computeSignature, signatureHeader } from '../../crypto/payload-signature.ts'
import { isSameSecret } from '../../crypto/tokens.ts'
import type { Deps } from '../../deps.ts'
import type { ActionEndpoint } from './action-endpoint.ts'

export interface Verdict {
  isAllowed: boolean
  /** What the person is told, in the application's words. */
  message: string | null
}

const toleranceMilliseconds = 30_000
const longestAnswerBytes = 64 * 1024
const longestMessage = 500

/** The verdict of an endpoint, proven to be its own and fresh. Throws whenever it is not. */
export async function ask(
  deps: Deps,
  endpoint: ActionEndpoint,
  question: object,
): Promise<Verdict> {
  const body = JSON.stringify(question)
  const answer = await deps.outgoing.send({
    url: endpoint.url,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'workos-signature': signatureHeader(endpoint.secret, deps.clock.wallNow(), body),
    },
    body,
    timeoutMilliseconds: endpoint.timeoutMilliseconds,
    longestAnswerBytes,
  })
  if (answer.status < 200 || answer.status > 299) {
    throw new Error(`It answered with the status ${answer.status}.`)
  }
  if (answer.isCutOff) throw new Error('Its answer is too long.')
  return readVerdict(endpoint, answer.body.toString('utf8'), deps.clock.wallNow())
}

function readVerdict(endpoint: ActionEndpoint, text: string, now: Date): Verdict {
  const { object, payload, signature } = parse(text)
  if (object !== `${endpoint.type}_action_response`) {
    throw new Error('Its answer is no response to an action of this type.')
  }
  const { timestamp, verdict, error_message: message } = payload
  if (typeof timestamp !== 'number' || typeof signature !== 'string') {
    throw new Error('Its answer has no timestamp or no signature.')
  }
  // What is signed is the payload written without blanks, however it travelled.
  const expected = computeSignature(endpoint.secret, timestamp, JSON.stringify(payload))
  if (!isSameSecret(signature, expected)) throw new Error('The signature of its answer is wrong.')
  if (Math.abs(now.getTime() - timestamp) > toleranceMilliseconds) {
    throw new Error('Its answer was signed too long ago, or its clock is wrong.')
  }
  if (verdict !== 'Allow' && verdict !== 'Deny') throw new Error('Its verdict is not known.')
  const words = typeof message === 'string' ? cleaned(message) : ''
  return { isAllowed: verdict === 'Allow', message: words || null }
}

/** No column can hold a NUL, and whoever answers may send one. */
const cleaned = (message: string) => message.replaceAll('\0', '').trim().slice(0, longestMessage)

function parse(text: string) {
  const refuse = () => new Error('Its answer is not the JSON of an action response.')
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch {
    throw refuse()
  }
  const { object, payload, signature } = (answer ?? {}) as Record<string, unknown>
  if (typeof payload !== 'object' || payload === null) throw refuse()
  return { object, payload: payload as Record<string, unknown>, signature }
}
