import { type Static, Type } from '@fastify/type-provider-typebox'
import { Nullable } from '../../http/wire-fields.ts'
import type { ActionEndpoint, ActionEndpointSettings } from './action-endpoint.ts'
import type { ActionExecution } from './action-execution.ts'
import type { AuthenticationQuestion, Origin, RegistrationQuestion } from './approval.ts'

const WireActionType = Type.Union([
  Type.Literal('user_registration'),
  Type.Literal('authentication'),
])

const settings = {
  url: Type.String({ maxLength: 2_048 }),
  enabled: Type.Boolean(),
  failure_mode: Type.Union([Type.Literal('allow'), Type.Literal('deny')]),
  timeout_milliseconds: Type.Integer({ minimum: 500, maximum: 10_000 }),
}

export const WireActionEndpoint = Type.Object(
  {
    object: Type.Literal('action_endpoint'),
    id: Type.String(),
    type: WireActionType,
    ...settings,
    secret: Type.String(),
    created_at: Type.String(),
    updated_at: Type.String(),
  },
  { title: 'ActionEndpoint' },
)

export const UpdateActionEndpointBody = Type.Object(settings, {
  title: 'UpdateActionEndpoint',
  additionalProperties: false,
})

export const CreateActionEndpointBody = Type.Object(
  { type: WireActionType, ...settings },
  { title: 'CreateActionEndpoint', additionalProperties: false },
)

export const fromWireActionEndpoint = (
  body: Static<typeof UpdateActionEndpointBody>,
): ActionEndpointSettings => ({
  url: body.url,
  enabled: body.enabled,
  failureMode: body.failure_mode,
  timeoutMilliseconds: body.timeout_milliseconds,
})

export const toWireActionEndpoint = (
  endpoint: ActionEndpoint,
): Static<typeof WireActionEndpoint> => ({
  object: 'action_endpoint',
  id: endpoint.id,
  type: endpoint.type,
  url: endpoint.url,
  enabled: endpoint.enabled,
  failure_mode: endpoint.failureMode,
  timeout_milliseconds: endpoint.timeoutMilliseconds,
  secret: endpoint.secret,
  created_at: endpoint.createdAt.toISOString(),
  updated_at: endpoint.updatedAt.toISOString(),
})

export const WireVerdict = Type.Union([Type.Literal('allow'), Type.Literal('deny')])

export const WireActionExecution = Type.Object(
  {
    object: Type.Literal('action_execution'),
    id: Type.String(),
    action_endpoint_id: Type.String(),
    test: Type.Boolean(),
    email: Type.String(),
    user_id: Nullable(Type.String()),
    organization_id: Nullable(Type.String()),
    verdict: WireVerdict,
    message: Nullable(Type.String()),
    error: Nullable(Type.String()),
    duration_milliseconds: Type.Integer(),
    created_at: Type.String(),
  },
  { title: 'ActionExecution' },
)

export const toWireActionExecution = (
  execution: ActionExecution,
): Static<typeof WireActionExecution> => ({
  object: 'action_execution',
  id: execution.id,
  action_endpoint_id: execution.actionEndpointId,
  test: execution.isTest,
  email: execution.email,
  user_id: execution.userId,
  organization_id: execution.organizationId,
  verdict: execution.verdict,
  message: execution.message,
  error: execution.error,
  duration_milliseconds: execution.durationMilliseconds,
  created_at: execution.createdAt.toISOString(),
})

const toWireOrigin = ({ ipAddress, userAgent }: Origin) => ({
  ...(ipAddress ? { ip_address: ipAddress } : {}),
  ...(userAgent ? { user_agent: userAgent } : {}),
})

export const toWireRegistration = (
  id: string,
  { userData, invitation, authenticationMethod }: RegistrationQuestion,
  from: Origin,
) => ({
  id,
  object: 'user_registration_action_context',
  user_data: {
    object: 'user_data',
    email: userData.email,
    name: userData.name ?? null,
    first_name: userData.firstName ?? null,
    last_name: userData.lastName ?? null,
  },
  ...(invitation ? { invitation } : {}),
  authentication_method: authenticationMethod,
  ...toWireOrigin(from),
})

export const toWireAuthenticationQuestion = (
  id: string,
  { user, organization, organizationMembership, authenticationMethod }: AuthenticationQuestion,
  from: Origin,
) => ({
  id,
  object: 'authentication_action_context',
  user,
  ...(organization ? { organization } : {}),
  ...(organizationMembership ? { organization_membership: organizationMembership } : {}),
  authentication_method: authenticationMethod,
  ...toWireOrigin(from),
})
