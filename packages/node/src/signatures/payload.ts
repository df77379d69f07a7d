/** The body of a webhook or an action: as it came in, which is what was signed, or parsed already. */
export type WebhookPayload = string | Uint8Array | ArrayBuffer | object

/** The text that was signed. */
export function payloadText(payload: WebhookPayload): string {
  if (typeof payload === 'string') return payload
  // A byte order mark is a part of what was signed.
  if (isBytes(payload)) return new TextDecoder('utf-8', { ignoreBOM: true }).decode(payload)
  return JSON.stringify(payload)
}

/** What the text says. To be read after its signature was verified. */
export function parsePayload<T>(payload: WebhookPayload): T {
  if (typeof payload === 'string' || isBytes(payload)) return JSON.parse(payloadText(payload))
  return payload as T
}

/** Buffers of another realm, as test runners and edge runtimes hand out, are no instances of ours. */
function isBytes(payload: object): payload is ArrayBuffer | ArrayBufferView<ArrayBuffer> {
  return (
    ArrayBuffer.isView(payload) ||
    Object.prototype.toString.call(payload) === '[object ArrayBuffer]'
  )
}
