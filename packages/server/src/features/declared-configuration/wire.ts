import { type Static, type TObject, type TSchema, Type } from '@fastify/type-provider-typebox'
import { NewMetadata } from '../../http/wire-fields.ts'
import { CreateActionEndpointBody } from '../actions/wire.ts'
import { WireAuthenticationSettings } from '../environments/wire.ts'
import { CreateFeatureFlagBody } from '../feature-flags/wire.ts'
import { JwtTemplateBody } from '../jwt-templates/wire.ts'
import { CreateOrganizationBody, UpdateOrganizationBody } from '../organizations/wire.ts'
import { CreatePermissionBody } from '../permissions/wire.ts'
import {
  CreateOrganizationRoleBody,
  CreateRoleBody,
  UpdateRoleSettingsBody,
} from '../roles/wire.ts'
import { CreateUserBody } from '../users/wire.ts'
import { CreateWebhookEndpointBody, UpdateWebhookEndpointBody } from '../webhooks/wire.ts'

export {
  fromWireAuthenticationSettings,
  toWireAuthenticationSettings,
} from '../environments/wire.ts'

/**
 * The shape of the file. Whatever a request of the API can say, the file says in the same words and
 * within the same limits.
 */

const closed = { additionalProperties: false }
/** What makes a field optional is hidden in its schema, and a spread would lose it. */
const described = <Schema extends TSchema>(schema: Schema, description: string): Schema =>
  Object.create(Object.getPrototypeOf(schema), {
    ...Object.getOwnPropertyDescriptors(schema),
    description: { value: description, enumerable: true },
  })
const optional = <Schema extends TSchema>(schema: Schema, description: string) =>
  Type.Optional(described(schema, description))
const listOf = <Schema extends TSchema>(schema: Schema, description: string) =>
  Type.Optional(Type.Array(schema, { description }))
/** Settings of which the file names those that it cares about. */
const someOf = <Schema extends TObject>({ properties }: Schema, options = {}) =>
  Type.Partial(Type.Object(properties as Schema['properties']), { ...closed, ...options })

const idOf = (prefix: string) => Type.String({ pattern: `^${prefix}_[0-9A-HJKMNP-TV-Z]{26}$` })
const Secret = Type.String({ pattern: '^[\\x21-\\x7e]{16,256}$' })
const secret = optional(Secret, 'What it signs with from the start; without it one is made.')
const Metadata = optional(NewMetadata, 'Pairs that it has; others stay.')

const { password, sessions, ...settings } = WireAuthenticationSettings.properties
export const DeclaredAuthenticationSettings = Type.Partial(
  Type.Object({ ...settings, password: someOf(password), sessions: someOf(sessions) }),
  { ...closed, description: 'How people sign up and sign in, and how long it lasts.' },
)

export const DeclaredApplication = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 100, pattern: '^\\S(.*\\S)?$' })),
    client_id: Type.Optional(Type.String({ pattern: '^client_\\w+$' })),
    sign_in_endpoint: optional(
      Type.String(),
      'The route of the application that begins a sign-in.',
    ),
    homepage_url: Type.Optional(Type.String()),
  },
  { ...closed, description: 'The application that people of this environment sign in to.' },
)

export const DeclaredApiKey = Type.Object(
  {
    name: Type.String({ minLength: 1, pattern: '^\\S(.*\\S)?$' }),
    value: Type.String({ pattern: '^sk_\\w{16,}$' }),
  },
  closed,
)

export const DeclaredPermission = Type.Object(CreatePermissionBody.properties, closed)

const permissions = listOf(Type.String(), 'Slugs of those that the role gives, and no others.')
export const DeclaredRole = Type.Object({ ...CreateRoleBody.properties, permissions }, closed)

const { default_role_slug, priority, multiple_roles_enabled } = UpdateRoleSettingsBody.properties
const arrangement = {
  default_role_slug: described(default_role_slug, 'Given to members who are added without a role.'),
  priority: described(
    priority,
    'Slugs, the highest first. Roles that it does not name come after.',
  ),
}
export const DeclaredRoleSettings = Type.Object(
  {
    ...arrangement,
    multiple_roles_enabled: described(
      multiple_roles_enabled,
      'Whether members hold several roles.',
    ),
  },
  closed,
)

export const DeclaredDomain = Type.Object(
  {
    domain: Type.String(),
    state: CreateOrganizationBody.properties.domain_data.anyOf[0].items.properties.state,
  },
  closed,
)

export const DeclaredMembership = Type.Object(
  {
    user: described(Type.String(), 'Email address or id.'),
    roles: optional(Type.Array(Type.String(), { minItems: 1 }), 'Slugs; without it the default.'),
    status: optional(
      Type.Union([Type.Literal('active'), Type.Literal('inactive')]),
      'Inactive members cannot sign in to the organization.',
    ),
  },
  closed,
)

const OwnRole = Type.Object(
  {
    ...CreateOrganizationRoleBody.properties,
    ...Type.Required(Type.Pick(CreateOrganizationRoleBody, ['slug'])).properties,
    permissions,
  },
  closed,
)
export const DeclaredOrganization = Type.Object(
  {
    id: idOf('org'),
    name: CreateOrganizationBody.properties.name,
    external_id: CreateOrganizationBody.properties.external_id,
    stripe_customer_id: UpdateOrganizationBody.properties.stripe_customer_id,
    allow_profiles_outside_organization: Type.Optional(Type.Boolean()),
    metadata: Metadata,
    domains: listOf(DeclaredDomain, 'Domains that it claims; others stay.'),
    roles: listOf(OwnRole, 'Its own roles, whose slugs begin with "org-".'),
    role_settings: Type.Optional(Type.Object(arrangement, closed)),
    memberships: listOf(DeclaredMembership, 'Who belongs to it; others stay.'),
  },
  closed,
)

export const DeclaredUser = Type.Object(
  {
    id: Type.Optional(idOf('user')),
    email: Type.String({ minLength: 1 }),
    password: optional(Type.String(), 'What the account begins with; it is theirs to change.'),
    password_hash: CreateUserBody.properties.password_hash,
    password_hash_type: CreateUserBody.properties.password_hash_type,
    email_verified: optional(Type.Boolean(), 'False is what the account begins with.'),
    first_name: CreateUserBody.properties.first_name,
    last_name: CreateUserBody.properties.last_name,
    name: CreateUserBody.properties.name,
    external_id: CreateUserBody.properties.external_id,
    metadata: Metadata,
  },
  closed,
)

export const DeclaredFeatureFlag = Type.Object(
  {
    ...CreateFeatureFlagBody.properties,
    enabled: optional(Type.Boolean(), 'Off for everybody when it is not.'),
    default_value: optional(
      Type.Boolean(),
      'What an enabled flag is for those who are no targets.',
    ),
    targets: listOf(Type.String(), 'Email addresses or ids of users, ids of organizations.'),
  },
  closed,
)

export const DeclaredWebhookEndpoint = Type.Object(
  {
    ...CreateWebhookEndpointBody.properties,
    status: UpdateWebhookEndpointBody.properties.status,
    secret,
  },
  closed,
)

export const DeclaredAction = Type.Object(
  { ...CreateActionEndpointBody.properties, secret },
  closed,
)

const theDefault = 'The first without a wildcard is the default.'

/** In the order of a file that is exported. */
export const DeclaredEnvironment = Type.Object(
  {
    application: Type.Optional(DeclaredApplication),
    authentication_settings: Type.Optional(DeclaredAuthenticationSettings),
    redirect_uris: Type.Optional(
      Type.Array(Type.String(), { uniqueItems: true, description: theDefault }),
    ),
    sign_out_redirects: Type.Optional(
      Type.Array(Type.String(), { uniqueItems: true, description: theDefault }),
    ),
    cors_origins: Type.Optional(
      Type.Array(Type.String(), {
        uniqueItems: true,
        description: 'Where pages come from that call Latchkey from a browser.',
      }),
    ),
    api_keys: listOf(DeclaredApiKey, 'Keys whose value is known before the first start.'),
    jwt_template: optional(
      JwtTemplateBody.properties.content,
      'Claims that access tokens carry beside the standard ones.',
    ),
    webhook_endpoints: listOf(DeclaredWebhookEndpoint, 'Who is told of events.'),
    actions: listOf(DeclaredAction, 'Who is asked before somebody registers or signs in.'),
    permissions: listOf(DeclaredPermission, 'What may be done; roles give it.'),
    roles: listOf(DeclaredRole, 'Known to all organizations of the environment.'),
    role_settings: Type.Optional(DeclaredRoleSettings),
    organizations: listOf(DeclaredOrganization, 'Known by their ids.'),
    users: listOf(DeclaredUser, 'Known by their id where one is pinned, else by their address.'),
    feature_flags: listOf(
      DeclaredFeatureFlag,
      'A flag exists in both environments; whether it is on, and for whom, is said in each.',
    ),
  },
  closed,
)
export type DeclaredEnvironment = Static<typeof DeclaredEnvironment>

export const environmentNames = ['staging', 'production'] as const

export const Declaration = Type.Object(
  {
    environments: Type.Object(
      {
        staging: Type.Optional(DeclaredEnvironment),
        production: Type.Optional(DeclaredEnvironment),
      },
      closed,
    ),
  },
  closed,
)
export type Declaration = Static<typeof Declaration>

export const WireConfigurationDifference = Type.Object(
  {
    object: Type.Literal('configuration_difference'),
    dry_run: Type.Boolean(),
    changes: Type.Array(
      Type.Object({
        environment: Type.Union([Type.Literal('staging'), Type.Literal('production')]),
        kind: Type.String(),
        key: Type.String(),
        change: Type.Union([Type.Literal('create'), Type.Literal('update')]),
        fields: Type.Array(
          Type.Object({ field: Type.String(), from: Type.Unknown(), to: Type.Unknown() }),
        ),
      }),
    ),
  },
  { title: 'ConfigurationDifference' },
)
