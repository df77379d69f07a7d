import type { EventRecord } from '../events/event.ts'
import type { CustomerApiKey } from './customer-api-key.ts'
import { toWireCustomerApiKey } from './wire.ts'

export const apiKeyCreated = (apiKey: CustomerApiKey) => describe('api_key.created', apiKey)
export const apiKeyRevoked = (apiKey: CustomerApiKey) => describe('api_key.revoked', apiKey)

/** Nothing of a key changes but its expiry. */
export const apiKeyUpdated = (apiKey: CustomerApiKey, previousExpiresAt: Date | null) =>
  describe('api_key.updated', apiKey, {
    previous_attributes: { expires_at: previousExpiresAt?.toISOString() ?? null },
  })

function describe(event: EventRecord['event'], apiKey: CustomerApiKey, more = {}): EventRecord {
  const { environmentId, organizationId } = apiKey
  return {
    environmentId,
    event,
    organizationId,
    data: { ...toWireCustomerApiKey(apiKey), ...more },
  }
}
