import type { AutoPaginatable, PaginationOptions } from '../../http/auto-paginatable.ts'
import { path } from '../../http/path.ts'
import { parsePayload, type WebhookPayload } from '../../signatures/payload.ts'
import {
  computeSignature,
  getTimestampAndSignatureHash,
  type SignedPayload,
  verifyHeader,
} from '../../signatures/signature.ts'
import { type Event, type EventResponse, readEvent } from '../events/event.ts'
import { Resource } from '../resource.ts'
import {
  type CreateWebhookEndpoint,
  createWebhookEndpointOptions,
  type DeleteWebhookEndpointOptions,
  type UpdateWebhookEndpointOptions,
  type WebhookEndpoint,
  webhookEndpoint,
  webhookEndpointChanges,
} from './webhook-endpoint.ts'

/** Events as they happen, posted to endpoints of the application and signed for each of them. */
export class Webhooks extends Resource {
  /**
   * Lists endpoints, newest first.
   *
   * @throws {UnprocessableEntityException} for a limit outside 1 to 100.
   * @example
   * const endpoints = await workos.webhooks.listWebhookEndpoints()
   */
  async listWebhookEndpoints(
    options?: PaginationOptions,
  ): Promise<AutoPaginatable<WebhookEndpoint>> {
    return this.list('/webhook_endpoints', webhookEndpoint, options)
  }

  /**
   * Creates an endpoint. The answer has the secret that its bodies are signed with.
   *
   * @throws {ConflictException} for a URL that another endpoint has.
   * @throws {UnprocessableEntityException} for a URL that is not of HTTPS, or an unknown event.
   * @example
   * const { secret } = await workos.webhooks.createWebhookEndpoint({
   *   endpointUrl: 'https://example.com/webhooks',
   *   events: ['user.created', 'user.deleted'],
   * })
   */
  async createWebhookEndpoint(options: CreateWebhookEndpoint): Promise<WebhookEndpoint> {
    const body = createWebhookEndpointOptions.write(options)
    return this.post('/webhook_endpoints', body, webhookEndpoint)
  }

  /**
   * Changes what is given and leaves the rest.
   *
   * @throws {NotFoundException} for an id that is no endpoint's.
   * @throws {ConflictException} for a URL that another endpoint has.
   * @example
   * await workos.webhooks.updateWebhookEndpoint({ id: 'we_01…', status: 'disabled' })
   */
  async updateWebhookEndpoint({
    id,
    ...changes
  }: UpdateWebhookEndpointOptions): Promise<WebhookEndpoint> {
    const body = webhookEndpointChanges.write(changes)
    return this.patch(path`/webhook_endpoints/${id}`, body, webhookEndpoint)
  }

  /**
   * Deletes an endpoint. Nothing is sent to it any more.
   *
   * @throws {NotFoundException} for an id that is no endpoint's.
   * @example
   * await workos.webhooks.deleteWebhookEndpoint({ id: 'we_01…' })
   */
  async deleteWebhookEndpoint({ id }: DeleteWebhookEndpointOptions): Promise<void> {
    return this.workos.delete(path`/webhook_endpoints/${id}`)
  }

  /**
   * Verifies that a body was signed with the endpoint's secret, in the last three minutes unless
   * `tolerance` says otherwise.
   *
   * @throws {SignatureVerificationException} for another body, another secret or an old signature.
   * @example
   * await workos.webhooks.verifyHeader({ payload: await request.text(), sigHeader, secret })
   */
  readonly verifyHeader = (signed: SignedPayload): Promise<boolean> =>
    verifyHeader(this.workos.getCryptoProvider(), signed)

  /**
   * Computes the signature of a body, for tests of an endpoint.
   *
   * @example
   * const timestamp = Date.now()
   * const signature = await workos.webhooks.computeSignature(timestamp, payload, secret)
   * const sigHeader = `t=${timestamp}, v1=${signature}`
   */
  readonly computeSignature = (
    timestamp: string | number,
    payload: WebhookPayload,
    secret: string,
  ): Promise<string> =>
    computeSignature(this.workos.getCryptoProvider(), timestamp, payload, secret)

  /**
   * Takes a signature header apart.
   *
   * @throws {SignatureVerificationException} for a header that lacks one of the two.
   * @example
   * const [timestamp, signature] = workos.webhooks.getTimestampAndSignatureHash(sigHeader)
   */
  readonly getTimestampAndSignatureHash = getTimestampAndSignatureHash

  /**
   * Verifies the body of a webhook and reads the event in it. Pass the body as it arrived.
   *
   * @throws {SignatureVerificationException} for another body, another secret or an old signature.
   * @example
   * const event = await workos.webhooks.constructEvent({
   *   payload: await request.text(),
   *   sigHeader: request.headers.get('workos-signature') ?? '',
   *   secret: process.env.WORKOS_WEBHOOK_SECRET,
   * })
   * if (event.event === 'user.created') await welcome(event.data.email)
   */
  async constructEvent(signed: SignedPayload): Promise<Event> {
    await this.verifyHeader(signed)
    return readEvent(parsePayload<EventResponse>(signed.payload))
  }
}
