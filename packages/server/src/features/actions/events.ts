import type { EventRecord } from '../events/event.ts'
import type { ActionEndpoint } from './action-endpoint.ts'
import type { Subject } from './action-execution.ts'

export const actionDenied = (
  endpoint: ActionEndpoint,
  executionId: string,
  { email, userId, organizationId, from }: Subject,
): EventRecord => ({
  environmentId: endpoint.environmentId,
  event: `action.${endpoint.type}.denied`,
  organizationId,
  data: {
    action_endpoint_id: endpoint.id,
    action_execution_id: executionId,
    type: endpoint.type,
    verdict: 'Deny',
    ...(userId ? { user_id: userId } : {}),
    organization_id: organizationId,
    email,
    ip_address: from.ipAddress,
    user_agent: from.userAgent,
  },
})
