import type { WorkOS } from '@workos-inc/node'
import type { CasesOf } from '../both-sdks.ts'
import { one, page } from '../fixtures.ts'

const created = { created_at: '2026-01-15T12:00:00.000Z', updated_at: '2026-01-16T12:00:00.000Z' }

const blueprint = {
  object: 'agent_blueprint',
  id: 'agent_blueprint_01EHWNCE74X7JSDV0X3SZ3KJNY',
  name: 'Invoice reader',
  description: 'Reads invoices at night',
  permissions: ['invoices:read'],
  invocable_by: { role_slugs: ['admin'], organization_ids: ['org_1'], new: 1 },
  session_settings: {
    max_age_seconds: 86_400,
    access_token_ttl_seconds: 300,
    refresh_token_ttl_seconds: 3_600,
  },
  a_field_of_tomorrow: true,
  ...created,
}
const bareBlueprint = {
  ...blueprint,
  description: null,
  permissions: [],
  invocable_by: { role_slugs: [], organization_ids: [] },
}
const sessionSettings = {
  maxAgeSeconds: 86_400,
  accessTokenTtlSeconds: 300,
  refreshTokenTtlSeconds: 3_600,
}

const token = {
  access_token: 'a.b.c',
  token_type: 'Bearer',
  expires_in: 300,
  refresh_token: 'refresh',
  agent_instance_id: 'agent_instance_1',
  new_instance: true,
  agent_instance_session_id: 'agent_instance_session_1',
  permissions: ['invoices:read'],
  a_field_of_tomorrow: true,
}

const instance = {
  object: 'agent_instance',
  id: 'agent_instance_01EHWNCE74X7JSDV0X3SZ3KJNY',
  agent_blueprint_id: 'agent_blueprint_1',
  organization_id: 'org_1',
  organization_membership_id: 'om_1',
  type: 'delegated',
  a_field_of_tomorrow: true,
  ...created,
}
const autonomous = { ...instance, organization_membership_id: null, type: 'autonomous' }

const session = {
  object: 'agent_instance_session',
  id: 'agent_instance_session_01EHWNCE74X7JSDV0X3SZ3KJNY',
  agent_instance_id: 'agent_instance_1',
  status: 'active',
  expires_at: '2026-01-17T12:00:00.000Z',
  revoked_at: null,
  a_field_of_tomorrow: true,
  ...created,
}
const revoked = { ...session, status: 'revoked', revoked_at: '2026-01-16T12:00:00.000Z' }

const registration = {
  id: 'agent_reg_01EHZNVPK3SFK441A1RGBFSHRT',
  agent_identity: { id: 'agent_1', userland_user_id: 'user_1', new: 1, ...created },
  organization_id: 'org_1',
  status: 'verified',
  kind: 'service_auth',
  claim: {
    id: 'claim_1',
    claim_completion: {
      id: 'completion_1',
      expires_at: '2026-01-17T12:00:00.000Z',
      claimed_at: '2026-01-16T12:00:00.000Z',
      ...created,
    },
    expires_at: '2026-01-17T12:00:00.000Z',
    ...created,
  },
  a_field_of_tomorrow: true,
  ...created,
}

const link = {
  claimAttemptToken: 'claim_token',
  user: { email: 'ada@example.com', externalId: 'ada' },
}
const linked = {
  id: 'agent_reg_1',
  status: 'unverified',
  user_code: 'WDJB-MJHT',
  organizations: [{ id: 'org_1', name: 'Acme' }],
  a_field_of_tomorrow: true,
}
const valid = {
  valid: true,
  registration_id: 'agent_reg_1',
  expires_at: '2026-01-17T12:00:00.000Z',
  a_field_of_tomorrow: true,
}

export const agents: CasesOf<WorkOS['agents']> = {
  createBlueprint: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.agents.createBlueprint({
          name: 'Invoice reader',
          description: 'Reads invoices at night',
          permissions: ['invoices:read'],
          invocableBy: { roleSlugs: ['admin'], organizationIds: ['org_1'] },
          sessionSettings,
        }),
      answers: [one(blueprint)],
    },
    {
      title: 'with what it needs',
      call: (sdk) => sdk.agents.createBlueprint({ name: 'Invoice reader', sessionSettings }),
      answers: [one(bareBlueprint)],
    },
    {
      title: 'with a name that is taken',
      call: (sdk) => sdk.agents.createBlueprint({ name: 'Invoice reader', sessionSettings }),
      answers: [{ status: 409, body: { message: 'Taken.', code: 'name_taken' } }],
    },
  ],
  listBlueprints: [
    {
      title: 'without options',
      call: (sdk) => sdk.agents.listBlueprints(),
      answers: [page([blueprint, bareBlueprint])],
    },
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.agents.listBlueprints({ limit: 5, before: 'b_9', after: 'b_1', order: 'asc' }),
      answers: [page([])],
    },
    {
      title: 'and all of their pages',
      call: async (sdk) => (await sdk.agents.listBlueprints()).autoPagination(),
      answers: [page([]), page([blueprint], { after: 'b_2' }), page([bareBlueprint])],
    },
  ],
  getBlueprint: [
    {
      title: 'that is there',
      call: (sdk) => sdk.agents.getBlueprint('agent/blueprint'),
      answers: [one(blueprint)],
    },
    {
      title: 'that is not there',
      call: (sdk) => sdk.agents.getBlueprint('agent_blueprint_2'),
      answers: [{ status: 404, body: { message: 'Not there.', code: 'entity_not_found' } }],
    },
  ],
  updateBlueprint: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.agents.updateBlueprint({
          agentBlueprintId: 'agent/blueprint',
          name: 'Invoice reader',
          description: null,
          permissions: [],
          invocableBy: { roleSlugs: ['admin'], organizationIds: [] },
          sessionSettings,
        }),
      answers: [one(blueprint)],
    },
    {
      title: 'of parts of its settings',
      call: (sdk) =>
        sdk.agents.updateBlueprint({
          agentBlueprintId: 'agent_blueprint_1',
          invocableBy: { organizationIds: ['org_1'] },
          sessionSettings: { accessTokenTtlSeconds: 60 },
        }),
      answers: [one(bareBlueprint)],
    },
    {
      title: 'of nothing',
      call: (sdk) => sdk.agents.updateBlueprint({ agentBlueprintId: 'agent_blueprint_1' }),
      answers: [one(bareBlueprint)],
    },
  ],
  deleteBlueprint: [
    {
      title: 'by its id',
      call: (sdk) => sdk.agents.deleteBlueprint('agent/blueprint'),
      answers: [{ status: 204 }],
    },
  ],
  mintToken: [
    {
      title: 'for a person',
      call: (sdk) =>
        sdk.agents.mintToken({
          agentBlueprintId: 'agent/blueprint',
          type: 'user_delegated',
          userAccessToken: 'user.access.token',
          intent: 'Read the invoices of May',
        }),
      answers: [one(token)],
    },
    {
      title: 'for the agent itself',
      call: (sdk) =>
        sdk.agents.mintToken({
          agentBlueprintId: 'agent_blueprint_1',
          type: 'autonomous',
          organizationId: 'org_1',
        }),
      answers: [one(token)],
    },
    {
      title: 'for another agent',
      call: (sdk) =>
        sdk.agents.mintToken({
          agentBlueprintId: 'agent_blueprint_1',
          type: 'agent_delegated',
          agentAccessToken: 'agent.access.token',
          intent: '',
        }),
      answers: [one(token)],
    },
    {
      title: 'from a refresh token',
      call: (sdk) =>
        sdk.agents.mintToken({
          agentBlueprintId: 'agent_blueprint_1',
          type: 'refresh',
          refreshToken: 'refresh',
        }),
      answers: [one({ ...token, new_instance: false })],
    },
    {
      title: 'from a refresh token that was used',
      call: (sdk) =>
        sdk.agents.mintToken({
          agentBlueprintId: 'agent_blueprint_1',
          type: 'refresh',
          refreshToken: 'refresh',
        }),
      answers: [{ status: 400, body: { error: 'invalid_grant', error_description: 'Used.' } }],
    },
  ],
  listInstances: [
    {
      title: 'without options',
      call: (sdk) => sdk.agents.listInstances(),
      answers: [page([instance, autonomous])],
    },
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.agents.listInstances({
          organizationId: 'org_1',
          agentBlueprintId: 'agent_blueprint_1',
          limit: 5,
          before: 'agent_instance_9',
          after: 'agent_instance_1',
          order: 'asc',
        }),
      answers: [page([])],
    },
    {
      title: 'and all of their pages',
      call: async (sdk) =>
        (await sdk.agents.listInstances({ organizationId: 'org_1' })).autoPagination(),
      answers: [page([]), page([instance], { after: 'agent_instance_2' }), page([autonomous])],
    },
  ],
  getInstance: [
    {
      title: 'that is there',
      call: (sdk) => sdk.agents.getInstance('agent/instance'),
      answers: [one(instance)],
    },
  ],
  deleteInstance: [
    {
      title: 'by its id',
      call: (sdk) => sdk.agents.deleteInstance('agent/instance'),
      answers: [{ status: 204 }],
    },
  ],
  listInstanceSessions: [
    {
      title: 'without options',
      call: (sdk) => sdk.agents.listInstanceSessions(),
      answers: [page([session, revoked])],
    },
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.agents.listInstanceSessions({
          agentBlueprintId: 'agent_blueprint_1',
          agentInstanceId: 'agent_instance_1',
          limit: 5,
          before: 'agent_instance_session_9',
          after: 'agent_instance_session_1',
          order: 'asc',
        }),
      answers: [page([])],
    },
    {
      title: 'and all of their pages',
      call: async (sdk) =>
        (
          await sdk.agents.listInstanceSessions({ agentInstanceId: 'agent_instance_1' })
        ).autoPagination(),
      answers: [page([]), page([session], { after: 'agent_instance_session_2' }), page([revoked])],
    },
  ],
  getInstanceSession: [
    {
      title: 'that is there',
      call: (sdk) => sdk.agents.getInstanceSession('agent/session'),
      answers: [one(session)],
    },
  ],
  revokeInstanceSession: [
    {
      title: 'by its id',
      call: (sdk) => sdk.agents.revokeInstanceSession('agent/session'),
      answers: [one(revoked)],
    },
  ],
  linkClaimAttemptToExternalUser: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.agents.linkClaimAttemptToExternalUser({ ...link, organizationId: 'org_1' }),
      answers: [one(linked)],
    },
    {
      title: 'who is in one organization',
      call: (sdk) => sdk.agents.linkClaimAttemptToExternalUser(link),
      answers: [one({ ...linked, organizations: [] })],
    },
    {
      title: 'too late',
      call: (sdk) => sdk.agents.linkClaimAttemptToExternalUser(link),
      answers: [{ status: 410, body: { message: 'Expired.', code: 'claim_expired' } }],
    },
  ],
  getRegistration: [
    {
      title: 'that is claimed',
      call: (sdk) => sdk.agents.getRegistration('agent/reg'),
      answers: [one(registration)],
    },
    {
      title: 'that nobody has claimed',
      call: (sdk) => sdk.agents.getRegistration('agent_reg_1'),
      answers: [one({ ...registration, claim: { ...registration.claim, claim_completion: null } })],
    },
    {
      title: 'without a claim',
      call: (sdk) => sdk.agents.getRegistration('agent_reg_1'),
      answers: [
        one({
          ...registration,
          agent_identity: { ...registration.agent_identity, userland_user_id: null },
          claim: null,
        }),
      ],
    },
  ],
  // Access tokens are verified by keys that no answer here can carry: see validate-credential.test.ts.
  validateCredential: [
    {
      title: 'that is an API key',
      call: (sdk) => sdk.agents.validateCredential({ type: 'api_key', credential: 'sk_agent_1' }),
      answers: [one(valid)],
    },
    {
      title: 'that is an API key without an end',
      call: (sdk) => sdk.agents.validateCredential({ type: 'api_key', credential: 'sk_agent_1' }),
      answers: [one({ ...valid, expires_at: null })],
    },
    {
      title: 'that is no API key',
      call: (sdk) => sdk.agents.validateCredential({ type: 'api_key', credential: 'sk_agent_1' }),
      answers: [one({ valid: false, registration_id: null, expires_at: null })],
    },
    {
      title: 'of nobody',
      call: (sdk) => sdk.agents.validateCredential({ type: 'api_key', credential: 'sk_agent_1' }),
      answers: [one({ ...valid, registration_id: null })],
    },
    {
      title: 'that is no token at all',
      call: (sdk) =>
        sdk.agents.validateCredential({ type: 'access_token', credential: 'nonsense' }),
    },
    {
      title: 'that is a token, without a client id',
      call: (sdk) => sdk.agents.validateCredential({ type: 'access_token', credential: 'a.b.c' }),
      options: { clientId: undefined },
    },
  ],
}
