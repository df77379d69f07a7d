import { date, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import type { CreateWebhookEndpointEvents, UpdateWebhookEndpointEvents } from './webhook-events.ts'

/** Whether events are sent to an endpoint. */
export const WebhookEndpointStatus = {
  Enabled: 'enabled',
  Disabled: 'disabled',
} as const
export type WebhookEndpointStatus =
  (typeof WebhookEndpointStatus)[keyof typeof WebhookEndpointStatus]

/** Whether events are to be sent to an endpoint from now on. */
export const UpdateWebhookEndpointStatus = WebhookEndpointStatus
export type UpdateWebhookEndpointStatus = WebhookEndpointStatus

export const webhookEndpoint = shape({
  object: plain<'webhook_endpoint'>(),
  id: string,
  /** An HTTPS URL. */
  endpointUrl: string,
  /** What every body sent to this endpoint is signed with. */
  secret: string,
  status: plain<WebhookEndpointStatus>(),
  events: plain<string[]>(),
  createdAt: date,
  updatedAt: date,
})

/** Where the application takes events as they happen. */
export type WebhookEndpoint = Value<typeof webhookEndpoint>
/** `WebhookEndpoint` as the wire carries it. */
export type WebhookEndpointResponse = Wire<typeof webhookEndpoint>

export const createWebhookEndpointOptions = shape({
  endpointUrl: string,
  events: plain<CreateWebhookEndpointEvents[]>(),
})
/** An endpoint to be, and which events it takes. */
export type CreateWebhookEndpoint = Value<typeof createWebhookEndpointOptions>
/** `CreateWebhookEndpoint` as the wire carries it. */
export type CreateWebhookEndpointResponse = Wire<typeof createWebhookEndpointOptions>

export const webhookEndpointChanges = shape({
  endpointUrl: optional(string),
  status: optional(plain<UpdateWebhookEndpointStatus>()),
  events: optional(plain<UpdateWebhookEndpointEvents[]>()),
})
/** What is to change about an endpoint. */
export type UpdateWebhookEndpoint = Value<typeof webhookEndpointChanges>
/** `UpdateWebhookEndpoint` as the wire carries it. */
export type UpdateWebhookEndpointResponse = Wire<typeof webhookEndpointChanges>
/** An endpoint, and what is to change about it. */
export type UpdateWebhookEndpointOptions = UpdateWebhookEndpoint & {
  /** ID of the endpoint, `we_…`. */
  id: string
}

/** The endpoint to delete. */
export interface DeleteWebhookEndpointOptions {
  /** ID of the endpoint, `we_…`. */
  id: string
}
