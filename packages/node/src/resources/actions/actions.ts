import type { CryptoProvider } from '../../signatures/crypto-provider.ts'
import { parsePayload } from '../../signatures/payload.ts'
import { computeSignature, type SignedPayload, verifyHeader } from '../../signatures/signature.ts'
import { read } from '../resource.ts'
import { type ActionContext, type ActionPayload, actionContext } from './action-context.ts'
import type {
  ActionResponseData,
  ResponsePayload,
  SignedActionResponse,
} from './action-response.ts'

/** The person waits for the answer, so that an action is younger than a webhook may be. */
const toleranceMilliseconds = 30_000

const responseObjects = {
  authentication: 'authentication_action_response',
  user_registration: 'user_registration_action_response',
} as const

/** Questions to the application, asked while a person signs in or up, and its signed answers. */
export class Actions {
  readonly #cryptoProvider: CryptoProvider

  constructor(cryptoProvider: CryptoProvider) {
    this.#cryptoProvider = cryptoProvider
  }

  /**
   * Verifies that a body was signed with the action's secret, in the last three minutes unless
   * `tolerance` says otherwise.
   *
   * @throws {SignatureVerificationException} for another body, another secret or an old signature.
   * @example
   * await workos.actions.verifyHeader({ payload: await request.text(), sigHeader, secret })
   */
  readonly verifyHeader = (signed: SignedPayload): Promise<boolean> =>
    verifyHeader(this.#cryptoProvider, signed)

  /**
   * Names the answer to a type of action.
   *
   * @throws {TypeError} for a type that is none of an action.
   * @example
   * workos.actions.serializeType('authentication') // 'authentication_action_response'
   */
  serializeType<Type extends ActionResponseData['type']>(
    type: Type,
  ): (typeof responseObjects)[Type] {
    const object = responseObjects[type]
    if (!object) throw new TypeError(`There is no action of type "${type}".`)
    return object
  }

  /**
   * Signs an answer, to be sent as the body of the response.
   *
   * @example
   * const answer = await workos.actions.signResponse(
   *   { type: 'authentication', verdict: 'Deny', errorMessage: 'Come back on Monday.' },
   *   secret,
   * )
   */
  async signResponse(data: ActionResponseData, secret: string): Promise<SignedActionResponse> {
    const timestamp = Date.now()
    const payload: ResponsePayload = {
      timestamp,
      verdict: data.verdict,
      ...(data.verdict === 'Deny' && data.errorMessage && { error_message: data.errorMessage }),
    }
    return {
      object: this.serializeType(data.type),
      payload,
      signature: await computeSignature(this.#cryptoProvider, timestamp, payload, secret),
    }
  }

  /**
   * Verifies the body of an action and reads what it asks. Pass the body as it arrived. Signatures
   * are valid for half a minute unless `tolerance` says otherwise.
   *
   * @throws {SignatureVerificationException} for another body, another secret or an old signature.
   * @example
   * const action = await workos.actions.constructAction({
   *   payload: await request.text(),
   *   sigHeader: request.headers.get('workos-signature') ?? '',
   *   secret,
   * })
   */
  async constructAction({
    tolerance = toleranceMilliseconds,
    ...signed
  }: SignedPayload): Promise<ActionContext> {
    await this.verifyHeader({ ...signed, tolerance })
    return read(actionContext, { data: parsePayload<ActionPayload>(signed.payload) })
  }
}
